package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/** The connection ended while the command waited, was written, or was being answered. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlConnectionLostException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final Written written;

    /**
     * For the driver, and for tests that need such an error.
     *
     * @param cause what the transport said; {@code null} when the server closed in an orderly way
     * @param written how much of the command had left
     */
    public MySqlConnectionLostException(String message, @Nullable Throwable cause, Written written) {
        super(message, cause);
        this.written = written;
    }

    /** How much of the command had left when the connection ended. */
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
