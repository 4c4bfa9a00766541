package dev.mysqlasync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what happens in a pool. The methods are called after the event, from several threads at once, I/O threads among
 * them: they must not block. What they throw is logged.
 *
 * <p>A connection is named by its id in the server's process list.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface PoolListener {

    /** A connection was made. */
    default void connected(long connectionId, Duration took) {}

    /** A connection could not be made. */
    default void connectFailed(MySqlException cause) {}

    /** A connection was acquired, by a one-shot verb or a caller, after so long. */
    default void acquired(long connectionId, Duration waited) {}

    /** A connection was released after so long. */
    default void released(long connectionId, Duration used) {}

    /** The pool has parted with a connection. */
    default void discarded(long connectionId, DiscardReason reason, @Nullable Throwable cause) {}

    /** A connection was released with changes in a transaction that was left open; they are rolled back. */
    default void rolledBack(long connectionId) {}

    /**
     * A connection has been in use for longer than {@link PoolOptions#leakThreshold}; told once for each use.
     *
     * @param acquiredAt its stack trace shows where the connection was acquired
     */
    default void leakSuspected(long connectionId, Duration used, Throwable acquiredAt) {}

    /**
     * A connection was taken back from its user, who had it for longer than {@link PoolOptions#reclaimAfter}.
     *
     * @param acquiredAt its stack trace shows where the connection was acquired
     */
    default void reclaimed(long connectionId, Duration used, Throwable acquiredAt) {}

    /** An acquirer waited in vain. */
    default void waiterTimedOut(Duration waited) {}

    /** Too many wait already; an acquirer was turned away. */
    default void waiterRefused() {}
}
