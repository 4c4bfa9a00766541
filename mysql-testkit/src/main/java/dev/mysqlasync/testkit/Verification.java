package dev.mysqlasync.testkit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks how often a statement has been executed: by COM_QUERY, COM_STMT_EXECUTE, and each row of
 * COM_STMT_BULK_EXECUTE, whether a stub answered or not.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class Verification {

    private final List<ReceivedCommand> commands;
    private final CommandPattern pattern;
    private final @Nullable List<ParamMatcher> params;

    Verification(List<ReceivedCommand> commands, CommandPattern pattern, @Nullable List<ParamMatcher> params) {
        this.commands = commands;
        this.pattern = pattern;
        this.params = params;
    }

    /**
     * Counts only executions with these parameters. Each is a value as for {@link ParamMatcher#eq}, or a
     * {@link ParamMatcher}.
     */
    public Verification withParams(@Nullable Object... valuesOrMatchers) {
        return new Verification(commands, pattern, ParamList.matchers(valuesOrMatchers));
    }

    /**
     * Checks that the statement has been executed exactly {@code count} times.
     *
     * @throws AssertionError with the statements executed, otherwise
     */
    public void times(int count) {
        long actual = count();
        if (actual != count) {
            throw failure(count + " times", actual);
        }
    }

    /** Checks that the statement has not been executed; see {@link #times}. */
    public void never() {
        times(0);
    }

    /** Checks that the statement has been executed at least {@code count} times; see {@link #times}. */
    public void atLeast(int count) {
        long actual = count();
        if (actual < count) {
            throw failure("at least " + count + " times", actual);
        }
    }

    private long count() {
        return executions()
                .filter(pattern::matches)
                .filter(command -> params == null || ParamList.match(params, command.params()))
                .count();
    }

    private Stream<ReceivedCommand> executions() {
        return commands.stream().filter(ReceivedCommand::runsSql).flatMap(command -> command.executions().stream());
    }

    private AssertionError failure(String expected, long actual) {
        String seen = executions()
                .map(command -> "  " + command.sql() + " "
                        + (command.params().isEmpty() ? "" : ParamValues.describe(command.params())))
                .collect(Collectors.joining("\n"));
        return new AssertionError("expected " + expected + ", but was executed " + actual + " times: " + pattern
                + (params == null ? "" : " " + params) + "\nStatements executed:\n"
                + (seen.isEmpty() ? "  none" : seen));
    }
}
