package dev.mysqlasync;

/** Why a pool has parted with a connection. */
public enum DiscardReason {
    /** It ended by itself: the server closed it, or the network did. */
    LOST,
    /** It was older than {@link PoolOptions#maxLifetime}. */
    LIFETIME,
    /** It was unused for longer than {@link PoolOptions#idleTimeout}. */
    IDLE,
    /** It did not answer when it was tried. */
    CHECK_FAILED,
    /** Its session could not be started over in time, or not to what the options say. */
    RESET_FAILED,
    /**
     * Its server refuses to work, for what it is and not for what it was asked: it is not ready or offline, or takes no writes any
     * more where the pool has had servers that did.
     */
    REFUSED,
    /** The pool is closed. */
    POOL_CLOSED
}
