package dev.mysqlasync.internal.pool;

import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.failure.UsersCode;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a user's future stands for: a connection is acquired and used, and the future completes. Cancelling the future cancels what is
 * under way, and the operation then puts things in order. An Error in the middle of it, for lack of memory, fails the future
 * and gives the connection back.
 */
abstract class PoolOperation<T extends @Nullable Object> extends Delivery implements Waiter.Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(PoolOperation.class);

    private final PoolCore core;
    private final Executor outcomes;
    private final MySqlFuture<T> result;
    private volatile @Nullable Cancellable current;
    private volatile @Nullable PooledLease lease;
    private volatile boolean unwanted; // its user has ended the future
    private @Nullable T value;
    private @Nullable Throwable failure;
    private volatile boolean decided; // value and failure are set

    /** @param outcomes runs what completes the future */
    PoolOperation(PoolCore core, Executor outcomes) {
        this.core = core;
        this.outcomes = outcomes;
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

    // --- the connection --------------------------------------------------------------------------------------------

    /**
     * Asks for a connection: {@link #use} follows, or the operation fails.
     *
     * @param limit for the wait, if it is shorter than the pool's; {@code null} otherwise
     * @param completesUserCode whether users' code runs as soon as there is a connection
     */
    final void acquire(@Nullable Duration limit, boolean completesUserCode) {
        try {
            Waiter waiter = core.waiter(limit, completesUserCode, this);
            current = () -> core.cancel(waiter);
            core.acquire(waiter);
            if (!isWanted()) {
                core.cancel(waiter);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    @Override
    public final void granted(PooledLease granted) {
        lease = granted;
        try {
            use(granted);
        } catch (Throwable e) {
            abandon(e);
        }
    }

    @Override
    public final void refused(Throwable cause) {
        fail(cause);
    }

    /** Uses the connection. What it throws fails the operation. */
    abstract void use(PooledLease lease);

    /** Gives the connection back, if it is not back yet. Never throws. */
    final void giveBack() {
        PooledLease held = lease;
        if (held != null) {
            try {
                held.end();
            } catch (Throwable e) { // the pool's upkeep ends it, as it is over
                LOG.warn("a pooled connection is given back late", e);
            }
        }
    }

    private void abandon(Throwable cause) {
        giveBack();
        fail(cause);
    }

    // --- steps -----------------------------------------------------------------------------------------------------

    /** Goes on when a future, which may be of a user's making, is complete. The future is cancelled when nobody wants the result. */
    final <V extends @Nullable Object> void step(CompletableFuture<V> future, BiConsumer<V, @Nullable Throwable> next) {
        current = () -> future.cancel(true);
        UsersCode.run(
                () -> {
                    if (!isWanted()) {
                        future.cancel(true);
                    }
                    CompletableFuture<?> unused = future.whenComplete(
                            (value, failure) -> go(next, value, failure == null ? null : Failures.unwrapped(failure)));
                },
                thrown -> go(next, null, thrown));
    }

    @SuppressWarnings("NullAway") // without a failure the value is what the type argument says
    private <V extends @Nullable Object> void go(
            BiConsumer<V, @Nullable Throwable> next, @Nullable V value, @Nullable Throwable failure) {
        try {
            next.accept(value, failure);
        } catch (Throwable e) {
            abandon(e);
        }
    }

    /** Nobody wants the result any more. */
    void cancelled() {
        Cancellable running = current;
        if (running != null) {
            running.cancel();
        }
    }

    // --- the outcome -----------------------------------------------------------------------------------------------

    final void succeed(@Nullable T value) {
        finish(value, null);
    }

    final void fail(Throwable cause) {
        finish(null, cause);
    }

    /** Sets the outcome; the first one counts. */
    private void finish(@Nullable T value, @Nullable Throwable failure) {
        if (!decided) {
            this.value = value;
            this.failure = failure;
            decided = true;
            core.deliveries().deliver(this);
        }
    }

    @Override
    final void deliver() {
        outcomes.execute(() -> {
            try {
                complete();
            } catch (Throwable e) {
                core.deliveries().keep(this);
            }
        });
    }

    @SuppressWarnings("NullAway") // without a failure the value is what the type argument says
    private void complete() {
        Throwable cause = failure;
        if (cause != null) {
            result.fail(cause);
        } else if (!result.succeed(value) && (result.isCompletedExceptionally() || result.getNow(null) != value)) {
            unclaimed();
        }
    }

    /** The operation has succeeded, but its user had ended the future. */
    void unclaimed() {}
}
