package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * The server asked for, or did, what an honest server does not: it asked for a file that nobody offered, or put bytes
 * before the TLS handshake. Worth an alarm rather than another try. Also a statement that changed the session's character set to one
 * that is not UTF-8: the connection is closed before a text can be taken for another.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlSecurityException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
    public MySqlSecurityException(String message, @Nullable Throwable cause) {
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
