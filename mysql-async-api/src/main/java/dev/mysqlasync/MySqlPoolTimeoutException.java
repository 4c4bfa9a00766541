package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * No connection became free within {@link PoolOptions#acquireTimeout}. The message contains the pool's figures. The
 * cause is the error of the last connect attempt, unless a later one succeeded.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlPoolTimeoutException extends MySqlPoolException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
    public MySqlPoolTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isTransient() {
        return true;
    }
}
