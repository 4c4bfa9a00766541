package dev.mysqlasync;

/** The connection was already closed when a command was submitted. Nothing was sent. */
public final class MySqlClosedException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
    public MySqlClosedException(String message) {
        super(message, null);
    }

    @Override
    public boolean isFatal() {
        return true;
    }

    @Override
    public boolean isSafeToRetry() {
        return true;
    }
}
