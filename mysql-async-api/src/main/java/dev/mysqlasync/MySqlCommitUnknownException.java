package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * A COMMIT was sent, and its answer did not arrive: the connection was lost, or the timeout passed. The server either
 * committed the whole transaction or rolled it back. Only the data can tell which. The connection is closed.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlCommitUnknownException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
    public MySqlCommitUnknownException(String message, @Nullable Throwable cause) {
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
