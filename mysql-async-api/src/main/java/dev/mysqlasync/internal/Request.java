package dev.mysqlasync.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One user's wish, from its submission until its future is completed. All methods are called on the connection's I/O
 * thread, {@link #fail} also on the submitting one when the request is refused at once.
 */
abstract class Request<T extends @Nullable Object> {

    private final CompletableFuture<T> future;
    private final Executor callbacks;

    Request(CompletableFuture<T> future, Executor callbacks) {
        this.future = future;
        this.callbacks = callbacks;
    }

    final CompletableFuture<T> future() {
        return future;
    }

    /** Whether anybody still waits for it; a request that nobody waits for is not sent. */
    boolean isWanted() {
        return !future.isDone();
    }

    /** Whether it can be started now; until it can, it waits and with it all behind it. */
    boolean isReady(CommandPipeline pipeline) {
        return true;
    }

    /** It was not started, for nobody wanted it by then. */
    void dropped() {}

    /** Sends its first command. What it throws fails the request and nothing else; nothing was sent then. */
    abstract void start(CommandPipeline pipeline);

    /** What becomes of it when the connection is lost while it is under way. */
    Throwable lost(ConnectionLoss loss) {
        return loss.underWay();
    }

    /** The statement without its values, for errors. */
    @Nullable
    String sql() {
        return null;
    }

    final void succeed(T value) {
        callbacks.execute(() -> {
            if (!future.complete(value)) {
                unclaimed(value);
            }
        });
    }

    /** Nobody waits any more for what it has succeeded with. On the callbacks' thread. */
    void unclaimed(T value) {}

    final void fail(Throwable cause) {
        callbacks.execute(() -> future.completeExceptionally(cause));
    }
}
