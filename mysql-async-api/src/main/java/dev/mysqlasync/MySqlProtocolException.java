package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/** The server sent what the protocol does not allow there, or what this client cannot read. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlProtocolException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
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
