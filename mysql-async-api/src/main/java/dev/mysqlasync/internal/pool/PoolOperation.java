package dev.mysqlasync.internal.pool;

import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.failure.UsersCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a user's future stands for, done in steps one after the other. Cancelling the future cancels the step that is under way, and the
 * course goes on from there to put things in order.
 */
abstract class PoolOperation<T extends @Nullable Object> {

    private final PoolCore core;
    private final MySqlFuture<T> result;
    private volatile @Nullable CompletableFuture<?> current;
    private volatile boolean unwanted; // its user has ended the future

    PoolOperation(PoolCore core) {
        this.core = core;
        this.result = new MySqlFuture<>(core.transport());
        result.whenEnded(() -> {
            unwanted = true;
            cancelled();
        });
    }

    final PoolCore core() {
        return core;
    }

    final CompletableFuture<T> result() {
        return result;
    }

    final boolean isWanted() {
        return !unwanted;
    }

    /** Goes on when a future, which may be of a user's making, is complete; it is cancelled when nobody wants the result. */
    @SuppressWarnings("NullAway") // without a failure the value is what the type argument says
    final <V extends @Nullable Object> void step(CompletableFuture<V> future, BiConsumer<V, @Nullable Throwable> next) {
        current = future;
        UsersCode.run(
                () -> {
                    if (!isWanted()) {
                        future.cancel(true);
                    }
                    CompletableFuture<?> unused = future.whenComplete(
                            (value, failure) -> next.accept(value, failure == null ? null : unwrapped(failure)));
                },
                thrown -> next.accept(null, thrown));
    }

    /** Nobody wants the result any more. */
    void cancelled() {
        CompletableFuture<?> running = current;
        if (running != null) {
            running.cancel(true);
        }
    }

    final void succeed(T value) {
        result.succeed(value);
    }

    final void fail(Throwable cause) {
        result.fail(cause);
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
