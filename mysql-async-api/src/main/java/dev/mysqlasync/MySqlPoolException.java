package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/** A pool had no connection to give. Nothing was sent to a server. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public abstract class MySqlPoolException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the subclasses of this package, the only ones. */
    MySqlPoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isSafeToRetry() {
        return true;
    }
}
