package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlPoolFullException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody who wants a connection. */
final class Waiter {

    private final CompletableFuture<PooledLease> future;
    private final long since;
    private final Duration patience;
    private final Thread thread = Thread.currentThread();
    private final @Nullable Throwable acquiredAt;
    private final boolean limitedByStatementTimeout;
    private final boolean completesUserCode;
    private volatile boolean asking = true;
    private @Nullable Cancellable timer;
    private @Nullable PooledLease granted;

    /**
     * To be made by the thread that asks.
     *
     * @param future gets the connection
     * @param since when it was asked for
     * @param patience how long the asker waits at most
     * @param limitedByStatementTimeout whether the statement's time limit is what ends the patience
     * @param completesUserCode whether what hangs on the future is a user's
     * @param acquiredAt shows where it was asked for, if that is watched
     */
    Waiter(
            CompletableFuture<PooledLease> future,
            long since,
            Duration patience,
            boolean limitedByStatementTimeout,
            boolean completesUserCode,
            @Nullable Throwable acquiredAt) {
        this.future = future;
        this.limitedByStatementTimeout = limitedByStatementTimeout;
        this.completesUserCode = completesUserCode;
        this.since = since;
        this.patience = patience;
        this.acquiredAt = acquiredAt;
    }

    CompletableFuture<PooledLease> future() {
        return future;
    }

    Duration patience() {
        return patience;
    }

    long waited(long now) {
        return now - since;
    }

    boolean limitedByStatementTimeout() {
        return limitedByStatementTimeout;
    }

    boolean completesUserCode() {
        return completesUserCode;
    }

    /** The call that asks is about to return. */
    void asked() {
        asking = false;
    }

    /** Whether the calling thread is the one that asks, and still in the call that does: nobody can be surprised there. */
    boolean isAskingHere() {
        return asking && Thread.currentThread() == thread;
    }

    @Nullable
    Throwable acquiredAt() {
        return acquiredAt;
    }

    /** Notes what it gets. In the pool's serial steps only. */
    void granted(PooledLease lease) {
        granted = lease;
    }

    /** What it got; {@code null} while it waits. In the pool's serial steps only. */
    @Nullable
    PooledLease granted() {
        return granted;
    }

    /** Sets what ends the waiting. In the pool's serial steps only. */
    void timer(Cancellable timer) {
        this.timer = timer;
    }

    void endTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    static MySqlPoolFullException tooMany(PoolOptions options) {
        return new MySqlPoolFullException("more acquirers would wait than maxWaiters allows: " + options.maxWaiters()
                + "; there are at most " + options.maxSize() + " connections");
    }
}
