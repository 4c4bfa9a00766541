package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/** The outcome of one row of a batch. Immutable. */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public sealed interface BatchOutcome {

    /**
     * The row was executed.
     *
     * @param affectedRows the number of rows affected, as in {@link ExecuteResult#affectedRows}
     */
    record Run(long affectedRows) implements BatchOutcome {}

    /**
     * The row was executed in one command with others. The server reported only the affected rows of all of them
     * together.
     */
    record RunTogether() implements BatchOutcome {}

    /**
     * The row failed and is not in the table.
     *
     * @param error the server's error, or the limit that the row's command exceeds
     */
    record Failed(MySqlException error) implements BatchOutcome {}

    /**
     * The row was sent in one command with others. The command failed, and none of its rows is in the table.
     *
     * @param error the server's error for the command; another row may have caused it
     */
    record FailedTogether(MySqlServerException error) implements BatchOutcome {}

    /**
     * The row was not executed, because the batch ended before it. A batch also ends when the errors of its rows take
     * more memory than {@link LimitOptions#maxResultBytes} allows.
     */
    record NotRun() implements BatchOutcome {}

    /** Why the row failed; {@code null} if it was executed, or not reached. */
    default @Nullable MySqlException error() {
        return null;
    }
}
