package dev.mysqlasync;

import java.util.List;

/** The outcome of one of several statements that were sent together. Immutable. */
public sealed interface StatementOutcome {

    /**
     * The statement succeeded.
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
     * @param cause a {@link MySqlException}, or an {@link IllegalArgumentException} if the arguments do not fit the
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
     * @throws RuntimeException the cause, if the statement failed
     */
    List<Result> results();

    /** Whether the statement succeeded. */
    default boolean isSuccess() {
        return this instanceof Success;
    }
}
