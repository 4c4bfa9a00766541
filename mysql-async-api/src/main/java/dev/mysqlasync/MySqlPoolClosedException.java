package dev.mysqlasync;

/** The pool is closed, or was closed while this acquirer waited. */
public final class MySqlPoolClosedException extends MySqlPoolException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
    public MySqlPoolClosedException(String message) {
        super(message, null);
    }
}
