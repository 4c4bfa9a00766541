package dev.mysqlasync.internal;

import dev.mysqlasync.spi.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future that knows which threads must not wait for it: those that would have to complete it. Everything derived from
 * it knows that too, and whoever cancels a derived future cancels what it was derived from.
 */
final class MySqlFuture<T> extends CompletableFuture<T> {

    private final Transport transport;
    private final @Nullable CompletableFuture<?> source;
    private volatile @Nullable Runnable onCancel;

    MySqlFuture(Transport transport) {
        this(transport, null);
    }

    private MySqlFuture(Transport transport, @Nullable CompletableFuture<?> source) {
        this.transport = transport;
        this.source = source;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new MySqlFuture<>(transport, this);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && source != null) {
            source.cancel(mayInterruptIfRunning);
        }
        Runnable action = onCancel;
        if (cancelled && action != null) {
            action.run();
        }
        return cancelled;
    }

    /** Sets what is run when it is cancelled, on the cancelling thread. */
    void onCancel(Runnable action) {
        onCancel = action;
    }

    @Override
    public T join() {
        refuseToBlock();
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        refuseToBlock();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        refuseToBlock();
        return super.get(timeout, unit);
    }

    private void refuseToBlock() {
        if (!isDone() && transport.isIoThread()) {
            throw new IllegalStateException("waiting here would block the I/O thread that has to complete this future;"
                    + " chain with thenCompose and the like, or set MySqlOptions.callbackExecutor to run callbacks"
                    + " elsewhere");
        }
    }
}
