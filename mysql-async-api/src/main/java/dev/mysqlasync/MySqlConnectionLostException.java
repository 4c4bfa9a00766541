package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/** The connection ended while the command waited, was being sent, or was being answered. */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlConnectionLostException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final Written written;

    /**
     * For the driver, and for tests that need this error.
     *
     * @param cause the transport's error; {@code null} if the server closed the connection
     * @param written how much of the command had been sent
     */
    public MySqlConnectionLostException(String message, @Nullable Throwable cause, Written written) {
        super(message, cause);
        this.written = written;
    }

    /** How much of the command had been sent when the connection ended. */
    public Written written() {
        return written;
    }

    @Override
    public boolean isFatal() {
        return true;
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
