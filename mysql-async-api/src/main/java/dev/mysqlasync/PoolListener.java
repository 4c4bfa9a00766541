package dev.mysqlasync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Receives a pool's events. Methods are called after the event, from several threads at once, including I/O threads.
 * They must not block. Exceptions that they throw are logged.
 *
 * <p>A connection is identified by its ID in the server's process list.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface PoolListener {

    /**
     * A connection was made.
     *
     * @param took the time from the start of the attempt
     */
    default void connected(long connectionId, Duration took) {}

    /** A connect attempt failed. */
    default void connectFailed(MySqlException cause) {}

    /**
     * A connection was acquired by a caller, or by a method of the pool for its own statement.
     *
     * @param waited the time that the caller waited
     */
    default void acquired(long connectionId, Duration waited) {}

    /**
     * A connection was released.
     *
     * @param used the time since it was acquired
     */
    default void released(long connectionId, Duration used) {}

    /**
     * The pool discarded a connection.
     *
     * @param cause the error that led to it; {@code null} if there is none
     */
    default void discarded(long connectionId, DiscardReason reason, @Nullable Throwable cause) {}

    /** A connection was released with uncommitted changes, which are rolled back. */
    default void rolledBack(long connectionId) {}

    /**
     * A connection has been in use for longer than {@link PoolOptions#leakThreshold}. This event occurs once for each
     * use.
     *
     * @param used the time since it was acquired
     * @param acquiredAt its stack trace shows where the connection was acquired
     */
    default void leakSuspected(long connectionId, Duration used, Throwable acquiredAt) {}

    /**
     * The pool reclaimed a connection that was in use for longer than {@link PoolOptions#reclaimAfter}.
     *
     * @param used the time since it was acquired
     * @param acquiredAt its stack trace shows where the connection was acquired
     */
    default void reclaimed(long connectionId, Duration used, Throwable acquiredAt) {}

    /**
     * A caller did not get a connection in time.
     *
     * @param waited the time that the caller waited
     */
    default void waiterTimedOut(Duration waited) {}

    /** A caller was turned away because {@link PoolOptions#maxWaiters} callers already wait. */
    default void waiterRefused() {}
}
