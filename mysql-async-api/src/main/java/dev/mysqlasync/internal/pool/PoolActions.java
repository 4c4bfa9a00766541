package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlException;
import org.jspecify.annotations.Nullable;

/**
 * The actions that the rules of a pool decide on. No method waits, and none calls the rules before it returns. The comment names the
 * method of {@link PoolState} that hears the result.
 */
interface PoolActions {

    /** Makes a connection: {@link PoolState#connected}, {@link PoolState#connectFailed}. */
    void connect(PoolEntry entry);

    /** Pings the server: {@link PoolState#checked}. */
    void check(PoolEntry entry);

    /** Makes the connection ready for its next user: {@link PoolState#restored}. */
    void restore(PoolEntry entry);

    /** Closes the connection, or cancels the attempt to make it: {@link PoolState#gone}, {@link PoolState#connectFailed}. */
    void close(PoolEntry entry);

    /** Makes a lease for a waiter and delivers nothing yet: {@link PoolState#released}, {@link PoolState#notTaken}. */
    PooledLease lease(Waiter waiter, PoolEntry entry);

    /** Delivers the decided outcome to a waiter. Never throws. */
    void deliver(Waiter waiter);

    /** Revokes a lease, if a user holds it: {@link PoolState#released}. */
    void reclaim(PooledLease lease, long usedNanos);

    /** Sets a waiter's timer: {@link PoolState#timedOut}, {@link PoolState#failed}. */
    void startWaiting(Waiter waiter);

    /** Makes the exception of a waiter whose time is up. */
    MySqlException timeout(Waiter waiter, long waitedNanos, @Nullable MySqlException lastConnectFailure);

    /** Makes the exception of a warm-up whose time is up. */
    MySqlException timeout(WarmUp warmUp, @Nullable MySqlException lastConnectFailure);

    /** Makes the exception of a waiter for whom the line has no room. */
    MySqlException lineIsFull();

    /** Completes a warm-up, which fails where there is a cause. */
    void warmedUp(WarmUp warmUp, @Nullable MySqlException cause);

    /** Calls {@link PoolState#serveAndGrow} after a delay, unless such a call is due already. */
    void growLater(long nanos);

    /** The pool is closed and no connection is left. May be called again. */
    void drained();

    PoolEvents events();
}
