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
 * A future that knows which threads must not wait for it: those that would have to complete it. Everything derived from
 * it knows that too.
 *
 * <p>The library completes it by {@link #succeed} and {@link #fail}. Every other way is its user's: {@code cancel}, {@code orTimeout},
 * {@code complete} and the like. That is told to whoever works for the future, and whoever ends a derived one so cancels the first
 * one. A future that is complete keeps nothing of that alive.
 */
public class MySqlFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    /** The first of a family of futures, as long as it is not complete. */
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

    /** Completes it; false if it was complete. */
    public final boolean succeed(T value) {
        boolean first = super.complete(value);
        letGo();
        return first;
    }

    /** Completes it; false if it was complete. */
    public final boolean fail(Throwable cause) {
        boolean first = super.completeExceptionally(cause);
        letGo();
        return first;
    }

    /** Completes one that gives nothing. */
    @SuppressWarnings("NullAway") // the type argument says that null is what it succeeds with
    public final void succeed() {
        succeed(null);
    }

    /** As {@link #succeed(Object)}, of a future that may be none of these. */
    public static <T extends @Nullable Object> boolean succeed(CompletableFuture<T> future, T value) {
        return future instanceof MySqlFuture<T> own ? own.succeed(value) : future.complete(value);
    }

    /** As {@link #fail(Throwable)}, of a future that may be none of these. */
    public static boolean fail(CompletableFuture<?> future, Throwable cause) {
        return future instanceof MySqlFuture<?> own ? own.fail(cause) : future.completeExceptionally(cause);
    }

    // --- its user's ------------------------------------------------------------------------------------------------

    /** Sets what is run when its user ends it, on the thread that does. Before it is given to the user. */
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
            } catch (Throwable e) { // the supplier's
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
