package dev.mysqlasync;

/**
 * A function of {@link MySqlPool#withConnection} succeeded, but left uncommitted changes. The pool rolls them back, so
 * the function's success does not count.
 */
public final class MySqlUncommittedException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
    public MySqlUncommittedException(String message) {
        super(message, null);
    }
}
