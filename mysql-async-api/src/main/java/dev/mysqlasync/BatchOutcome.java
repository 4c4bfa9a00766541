package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/** What became of one row of a batch. Immutable. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public sealed interface BatchOutcome {

    /**
     * The row was run.
     *
     * @param affectedRows as {@link ExecuteResult#affectedRows}
     */
    record Run(long affectedRows) implements BatchOutcome {}

    /** The row was run, together with others; the server told only how many rows all of them affected. */
    record RunTogether() implements BatchOutcome {}

    /**
     * The row was refused, and is not in the table.
     *
     * @param error the server's, or the limit that the row's command is over
     */
    record Failed(MySqlException error) implements BatchOutcome {}

    /**
     * The row was run together with others in a command that failed, and none of them is in the table.
     *
     * @param error which need not be this row's
     */
    record FailedTogether(MySqlServerException error) implements BatchOutcome {}

    /**
     * The batch had ended before the row's turn came; it ends, too, when the errors of its rows take more memory than
     * {@link LimitOptions#maxResultBytes} allows.
     */
    record NotRun() implements BatchOutcome {}

    /** Why the row failed; {@code null} if it was run, or its turn never came. */
    default @Nullable MySqlException error() {
        return null;
    }
}
