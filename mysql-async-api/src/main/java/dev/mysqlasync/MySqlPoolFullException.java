package dev.mysqlasync;

/** More acquirers would wait than {@link PoolOptions#maxWaiters} allows. */
public final class MySqlPoolFullException extends MySqlPoolException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
    public MySqlPoolFullException(String message) {
        super(message, null);
    }

    @Override
    public boolean isTransient() {
        return true;
    }
}
