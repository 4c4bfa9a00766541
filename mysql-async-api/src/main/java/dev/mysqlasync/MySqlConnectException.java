package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * No session with a MySQL server could be established. For example, the host name is unknown, the port is closed,
 * another service answers there, or the server rejects a session setting of the options.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlConnectException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final boolean transientFailure;

    /**
     * For the driver, and for tests that need this error.
     *
     * @param isTransient whether a later attempt may succeed
     */
    public MySqlConnectException(String message, @Nullable Throwable cause, boolean isTransient) {
        super(message, cause);
        this.transientFailure = isTransient;
    }

    @Override
    public boolean isFatal() {
        return true;
    }

    @Override
    public boolean isSafeToRetry() {
        return true;
    }

    @Override
    public boolean isTransient() {
        return transientFailure;
    }
}
