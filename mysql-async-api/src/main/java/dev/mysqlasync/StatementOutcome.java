package dev.mysqlasync;

import java.util.List;

/** What became of one of several statements that were sent together: each has its own. Immutable. */
public sealed interface StatementOutcome {

    /**
     * The statement was run.
     *
     * @param results its results, in order
     */
    record Success(List<Result> results) implements StatementOutcome {

        public Success {
            results = List.copyOf(results);
        }
    }

    /**
     * The statement failed.
     *
     * @param cause why: a {@link MySqlException}, or an {@link IllegalArgumentException} when the arguments do not fit the
     *     statement
     */
    record Failure(RuntimeException cause) implements StatementOutcome {

        @Override
        public List<Result> results() {
            throw cause;
        }
    }

    /**
     * The results of the statement, in order.
     *
     * @throws RuntimeException the cause, when it failed
     */
    List<Result> results();

    /** Whether the statement was run. */
    default boolean isSuccess() {
        return this instanceof Success;
    }
}
