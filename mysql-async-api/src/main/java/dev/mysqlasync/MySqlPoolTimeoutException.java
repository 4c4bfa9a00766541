package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * No connection became free within {@link PoolOptions#acquireTimeout}. The message tells the pool's figures; the cause is what the
 * last attempt to connect failed with, if none has succeeded since.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlPoolTimeoutException extends MySqlPoolException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
    public MySqlPoolTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isTransient() {
        return true;
    }
}
