package dev.mysqlasync.testkit;

import dev.mysqlasync.testkit.sql.SqlText;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which commands a {@link Stub} is about. */
sealed interface CommandPattern {

    boolean matches(ReceivedCommand command);

    /** Whether COM_STMT_PREPARE for this SQL leads to a command that could match. */
    default boolean matchesPrepare(ReceivedCommand prepare) {
        return matches(prepare);
    }

    /** Statements that are equal once they are normalised. */
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

    /** Statements that, normalised, match a regular expression as a whole. */
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

    /** Commands with SQL that a function accepts. */
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
                // it asks for parameters, which come with COM_STMT_EXECUTE only: it may match then
                return true;
            }
        }

        @Override
        public String toString() {
            return "accepted by a predicate";
        }
    }

    /** Commands of one name. */
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
