package dev.mysqlasync;

/**
 * A timeout passed before the answer was complete. The driver then stops the statement on the server and keeps the
 * connection. It closes the connection if the statement cannot be stopped.
 */
public final class MySqlTimeoutException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final Written written;

    /**
     * For the driver, and for tests that need this error.
     *
     * @param written how much of the command had been sent when the timeout passed
     */
    public MySqlTimeoutException(String message, Written written) {
        super(message, null);
        this.written = written;
    }

    /** How much of the command had been sent when the timeout passed. */
    public Written written() {
        return written;
    }

    @Override
    public boolean isSafeToRetry() {
        return written == Written.NONE;
    }

    @Override
    public boolean isTransient() {
        return true;
    }

    @Override
    public boolean isOutcomeUnknown() {
        return written != Written.NONE;
    }
}
