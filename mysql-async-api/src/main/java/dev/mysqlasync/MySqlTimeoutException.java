package dev.mysqlasync;

/** A deadline passed before the answer was complete. */
public final class MySqlTimeoutException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final Written written;
    private final boolean fatal;

    /**
     * For the driver, and for tests that need such an error.
     *
     * @param written how much of the command had left when the deadline passed
     * @param fatal whether the connection had to be closed; if not, the server confirmed that the statement ended
     */
    public MySqlTimeoutException(String message, Written written, boolean fatal) {
        super(message, null);
        this.written = written;
        this.fatal = fatal;
    }

    /** How much of the command had left when the deadline passed. */
    public Written written() {
        return written;
    }

    @Override
    public boolean isFatal() {
        return fatal;
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
        return fatal && written != Written.NONE;
    }
}
