package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * TLS failed as the options require it: the server does not support it, its certificate is not trusted or names another
 * host, or the handshake failed. No password was sent.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlTlsException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
    public MySqlTlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isFatal() {
        return true;
    }

    @Override
    public boolean isSafeToRetry() {
        return true;
    }
}
