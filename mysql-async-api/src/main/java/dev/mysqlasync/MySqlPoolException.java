package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/** A pool could not provide a connection. Nothing was sent to a server. */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public abstract class MySqlPoolException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the subclasses in this package only. */
    MySqlPoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isSafeToRetry() {
        return true;
    }
}
