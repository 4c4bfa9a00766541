package dev.mysqlasync.internal.command;

import dev.mysqlasync.spi.Transport;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future whose {@code join} and {@code get} throw an exception instead of blocking an I/O thread, which may be needed
 * to complete it. All futures derived from it do the same.
 *
 * <p>The library completes it by {@link #succeed} and {@link #fail}. All other ways belong to the user: {@code cancel},
 * {@code orTimeout}, {@code complete} and the like. They run the action of {@link #whenEnded}. If the user ends a
 * derived future this way, the original future is cancelled. A complete future keeps no reference to the action, and
 * derived futures keep none to a complete original.
 */
public class MySqlFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    /** The original future that others are derived from, as long as it is not complete. */
    private static final class Family {
        private volatile @Nullable MySqlFuture<?> first;
    }

    private final Transport transport;
    private final Family family;
    private volatile @Nullable Runnable whenEnded;

    public MySqlFuture(Transport transport) {
        this(transport, new Family());
        family.first = this;
    }

    private MySqlFuture(Transport transport, Family family) {
        this.transport = transport;
        this.family = family;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new MySqlFuture<>(transport, family);
    }

    // --- the library's ways to complete it -------------------------------------------------------------------------

    /** Completes it; false if it was already complete. */
    public final boolean succeed(T value) {
        boolean first = super.complete(value);
        letGo();
        return first;
    }

    /** Completes it; false if it was already complete. */
    public final boolean fail(Throwable cause) {
        boolean first = super.completeExceptionally(cause);
        letGo();
        return first;
    }

    /** Completes a future without a value. */
    @SuppressWarnings("NullAway") // called only where T allows null
    public final void succeed() {
        succeed(null);
    }

    /** As {@link #succeed(Object)}, for a future of any class. */
    public static <T extends @Nullable Object> boolean succeed(CompletableFuture<T> future, T value) {
        return future instanceof MySqlFuture<T> own ? own.succeed(value) : future.complete(value);
    }

    /** As {@link #fail(Throwable)}, for a future of any class. */
    public static boolean fail(CompletableFuture<?> future, Throwable cause) {
        return future instanceof MySqlFuture<?> own ? own.fail(cause) : future.completeExceptionally(cause);
    }

    // --- the user's ways to complete it ----------------------------------------------------------------------------

    /**
     * Sets the action that runs when the user completes or cancels it, on the user's thread. Called before the user
     * gets the future.
     */
    public final void whenEnded(Runnable action) {
        whenEnded = action;
    }

    @Override
    public boolean complete(T value) {
        return endedIf(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable cause) {
        return endedIf(super.completeExceptionally(cause));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        endedIf(super.completeExceptionally(new CancellationException()));
        return isCancelled();
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        executor.execute(() -> {
            try {
                if (!isDone()) {
                    complete(supplier.get());
                }
            } catch (Throwable e) { // from the supplier
                completeExceptionally(e);
            }
        });
        return this;
    }

    @Override
    public void obtrudeValue(T value) {
        super.obtrudeValue(value);
        endedIf(true);
    }

    @Override
    public void obtrudeException(Throwable cause) {
        super.obtrudeException(cause);
        endedIf(true);
    }

    private boolean endedIf(boolean ended) {
        if (ended) {
            Runnable action = whenEnded;
            MySqlFuture<?> first = family.first;
            letGo();
            if (action != null) {
                action.run();
            }
            if (first != null && first != this) {
                first.cancel(false);
            }
        }
        return ended;
    }

    private void letGo() {
        whenEnded = null;
        if (family.first == this) {
            family.first = null;
        }
    }

    // --- waiting ---------------------------------------------------------------------------------------------------

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
            throw new IllegalStateException(
                    "blocking here would block an I/O thread, which this future needs to complete; chain with"
                            + " thenCompose or the like, or set MySqlOptions.callbackExecutor to run callbacks on other"
                            + " threads");
        }
    }
}
