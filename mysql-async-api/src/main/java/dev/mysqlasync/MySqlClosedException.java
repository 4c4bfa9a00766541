package dev.mysqlasync;

/** The connection, or what belonged to it, was used after it had been closed. Nothing was sent. */
public final class MySqlClosedException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
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
