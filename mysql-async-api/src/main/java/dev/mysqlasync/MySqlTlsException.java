package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * TLS could not be had as the options demand it: the server has none, its certificate is not trusted or names another
 * host, or the handshake failed. No credential was sent.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlTlsException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
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
