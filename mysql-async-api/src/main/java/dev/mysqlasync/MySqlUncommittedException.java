package dev.mysqlasync;

/**
 * A function that a pool has lent a connection to succeeded, and left changes that were not committed: they are rolled back when
 * the connection goes back, so the function's success is none.
 */
public final class MySqlUncommittedException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
    public MySqlUncommittedException(String message) {
        super(message, null);
    }
}
