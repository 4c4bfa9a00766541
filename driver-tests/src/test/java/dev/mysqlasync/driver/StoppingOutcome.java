package dev.mysqlasync.driver;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** How a future came out. */
final class StoppingOutcome {

    private StoppingOutcome() {}

    /** What it has failed with, without wrapping; null if it has not. */
    static @Nullable Throwable failure(CompletableFuture<?> future) {
        Throwable thrown = future.isCompletedExceptionally()
                ? future.handle((value, failure) -> failure).join()
                : null;
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** Whether it has a result, was cancelled, or has failed with one of our own exceptions. */
    static boolean isProper(CompletableFuture<?> future) {
        Throwable failure = failure(future);
        return failure == null || failure instanceof CancellationException || failure instanceof MySqlException;
    }

    /** Whether it has failed because the connection is no more, and says why. */
    static boolean isRefusal(CompletableFuture<?> future) {
        return failure(future) instanceof MySqlException failure
                && !(failure instanceof MySqlServerException)
                && failure.getMessage() != null;
    }

    static boolean isLate(CompletableFuture<?> future) {
        return failure(future) instanceof MySqlTimeoutException;
    }
}
