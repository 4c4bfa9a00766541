package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * The server sent data that the protocol does not permit at that point, or that the driver cannot read. The connection
 * is closed.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlProtocolException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
    public MySqlProtocolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isFatal() {
        return true;
    }

    @Override
    public boolean isOutcomeUnknown() {
        return true;
    }
}
