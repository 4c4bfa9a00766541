package dev.mysqlasync;

/** The pool's queue is full: {@link PoolOptions#maxWaiters} callers already wait for a connection. */
public final class MySqlPoolFullException extends MySqlPoolException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
    public MySqlPoolFullException(String message) {
        super(message, null);
    }

    @Override
    public boolean isTransient() {
        return true;
    }
}
