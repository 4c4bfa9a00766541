package dev.mysqlasync.internal.pool;

import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits for a connection. The pool's serial steps decide the outcome: a lease or a failure. Then the waiter is a
 * {@link Delivery} until its receiver has heard of it.
 */
final class Waiter extends Delivery {

    /** Hears how the wait ends. Exactly one method is called, once, unless the waiter is cancelled before. It never throws. */
    interface Receiver {

        void granted(PooledLease lease);

        void refused(Throwable cause);
    }

    /** Carries an outcome to the receiver. */
    interface Carrier {

        /** Runs {@link #conclude} on a thread that suits the waiter. */
        void carry(Waiter waiter);

        /** Returns the lease of a waiter that was cancelled. */
        void takeBack(PooledLease lease);
    }

    private enum State {
        /** The receiver has heard nothing. Exits: TOLD, CANCELLED. */
        OPEN,
        /** The receiver has heard the outcome. No exit. */
        TOLD,
        /** Nobody wants the outcome any more. No exit. */
        CANCELLED
    }

    private final Receiver receiver;
    private final Carrier carrier;
    private final long since;
    private final Duration patience;
    private final Thread thread = Thread.currentThread();
    private final @Nullable Throwable acquiredAt;
    private final boolean limitedByStatementTimeout;
    private final boolean completesUserCode;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile boolean asking = true;
    private @Nullable Cancellable timer;
    private volatile @Nullable PooledLease lease;
    private volatile @Nullable Throwable failure;

    /**
     * To be made by the thread that asks.
     *
     * @param receiver hears the outcome
     * @param since when the wait began
     * @param patience how long the waiter waits at most
     * @param limitedByStatementTimeout whether the patience is the statement's time limit, and not {@code acquireTimeout}
     * @param completesUserCode whether the receiver runs users' code
     * @param acquiredAt shows who asked; {@code null} where leaks are not watched
     */
    Waiter(
            Receiver receiver,
            Carrier carrier,
            long since,
            Duration patience,
            boolean limitedByStatementTimeout,
            boolean completesUserCode,
            @Nullable Throwable acquiredAt) {
        this.receiver = receiver;
        this.carrier = carrier;
        this.since = since;
        this.patience = patience;
        this.limitedByStatementTimeout = limitedByStatementTimeout;
        this.completesUserCode = completesUserCode;
        this.acquiredAt = acquiredAt;
    }

    Duration patience() {
        return patience;
    }

    long waited(long now) {
        return now - since;
    }

    /** Whether the wait should have ended by now. */
    boolean isOverdue(long now) {
        return waited(now) >= patience.toNanos();
    }

    boolean limitedByStatementTimeout() {
        return limitedByStatementTimeout;
    }

    boolean completesUserCode() {
        return completesUserCode;
    }

    @Nullable
    Throwable acquiredAt() {
        return acquiredAt;
    }

    /** Tells that the call that asks is about to return. */
    void asked() {
        asking = false;
    }

    /** Whether the calling thread is the one that asks, still within its call: code that runs there surprises nobody. */
    boolean isAskingHere() {
        return asking && Thread.currentThread() == thread;
    }

    // --- in the pool's serial steps --------------------------------------------------------------------------------

    /** Sets the timer that ends the wait. */
    void timer(Cancellable timer) {
        this.timer = timer;
    }

    void endTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Decides that it gets a lease. */
    void grant(PooledLease lease) {
        this.lease = lease;
    }

    /** Decides that it gets none. */
    void refuse(Throwable cause) {
        this.failure = cause;
    }

    boolean isDecided() {
        return lease != null || failure != null;
    }

    /** The lease; {@code null} where it has none. */
    @Nullable
    PooledLease lease() {
        return lease;
    }

    // --- the outcome -----------------------------------------------------------------------------------------------

    /** Gives the wait up, unless the receiver has heard the outcome. From any thread. */
    boolean cancel() {
        return state.compareAndSet(State.OPEN, State.CANCELLED);
    }

    @Override
    void deliver() {
        carrier.carry(this);
    }

    /** Tells the receiver, or returns the lease where nobody wants it any more. */
    void conclude() {
        PooledLease granted = lease;
        Throwable refused = failure;
        if (state.compareAndSet(State.OPEN, State.TOLD)) {
            if (granted != null) {
                receiver.granted(granted);
            } else if (refused != null) {
                receiver.refused(refused);
            }
        } else if (granted != null && state.get() == State.CANCELLED) {
            carrier.takeBack(granted);
        }
    }
}
