package dev.mysqlasync;

/** Why a pool discarded a connection. */
public enum DiscardReason {
    /** The server or the network closed the connection. */
    LOST,
    /** The connection reached {@link PoolOptions#maxLifetime}. */
    LIFETIME,
    /** The connection was idle for longer than {@link PoolOptions#idleTimeout}. */
    IDLE,
    /** The connection did not answer its validation. */
    CHECK_FAILED,
    /** The session could not be reset in time, or not to the state that the options require. */
    RESET_FAILED,
    /**
     * The server rejects statements because of its own state. It is not ready or offline, or it is read-only, while the
     * pool has connected to servers that accept writes.
     */
    REFUSED,
    /** The pool was closed. */
    POOL_CLOSED
}
