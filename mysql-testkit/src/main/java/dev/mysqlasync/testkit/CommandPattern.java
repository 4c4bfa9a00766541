package dev.mysqlasync.testkit;

import dev.mysqlasync.testkit.sql.SqlText;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Decides which commands a {@link Stub} answers. */
sealed interface CommandPattern {

    boolean matches(ReceivedCommand command);

    /** Whether an execution of the statement that COM_STMT_PREPARE prepares could match. */
    default boolean matchesPrepare(ReceivedCommand prepare) {
        return matches(prepare);
    }

    /** Matches statements that are equal after normalisation. */
    record Exact(String normalised) implements CommandPattern {

        static Exact of(String sql) {
            return new Exact(SqlText.normalise(sql));
        }

        @Override
        public boolean matches(ReceivedCommand command) {
            return normalised.equals(SqlText.normalise(command.sql()));
        }

        @Override
        public String toString() {
            return normalised;
        }
    }

    /** Matches statements whose whole normalised text matches a regular expression. */
    record Regex(Pattern pattern) implements CommandPattern {
        @Override
        public boolean matches(ReceivedCommand command) {
            return pattern.matcher(SqlText.normalise(command.sql())).matches();
        }

        @Override
        public String toString() {
            return "matching " + pattern;
        }
    }

    /** Matches commands that a predicate accepts. */
    record Custom(Predicate<ReceivedCommand> predicate) implements CommandPattern {
        @Override
        public boolean matches(ReceivedCommand command) {
            return predicate.test(command);
        }

        @Override
        public boolean matchesPrepare(ReceivedCommand prepare) {
            try {
                return predicate.test(prepare);
            } catch (IndexOutOfBoundsException e) {
                // the predicate reads parameters, which only COM_STMT_EXECUTE has: it may match then
                return true;
            }
        }

        @Override
        public String toString() {
            return "accepted by a predicate";
        }
    }

    /** Matches commands of one name. */
    record Named(String command) implements CommandPattern {
        @Override
        public boolean matches(ReceivedCommand command) {
            return this.command.equals(command.command());
        }

        @Override
        public boolean matchesPrepare(ReceivedCommand prepare) {
            return false;
        }

        @Override
        public String toString() {
            return command;
        }
    }
}
