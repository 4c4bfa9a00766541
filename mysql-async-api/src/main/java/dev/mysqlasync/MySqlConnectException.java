package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/** No MySQL server could be reached: an unknown name, a refused port, or something else that answers there. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlConnectException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final boolean transientFailure;

    /**
     * For the driver, and for tests that need such an error.
     *
     * @param isTransient whether trying again later may help
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
