package dev.mysqlasync;

/** The pool was closed before or while the caller waited for a connection. */
public final class MySqlPoolClosedException extends MySqlPoolException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
    public MySqlPoolClosedException(String message) {
        super(message, null);
    }
}
