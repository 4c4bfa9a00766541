package dev.mysqlasync;

/**
 * A deadline passed before the answer was complete. The statement is then stopped on the server, and the connection goes
 * on; it is closed where the statement cannot be stopped.
 */
public final class MySqlTimeoutException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final Written written;

    /**
     * For the driver, and for tests that need such an error.
     *
     * @param written how much of the command had left when the deadline passed
     */
    public MySqlTimeoutException(String message, Written written) {
        super(message, null);
        this.written = written;
    }

    /** How much of the command had left when the deadline passed. */
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
