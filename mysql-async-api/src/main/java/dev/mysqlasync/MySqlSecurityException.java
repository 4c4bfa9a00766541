package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * The server did something that a trustworthy server does not do: it asked for a local file that the statement did not
 * offer, or sent bytes before the TLS handshake. Investigate it instead of retrying.
 *
 * <p>It is also thrown if a statement changes the session's character set to another one than UTF-8. A third cause is a
 * change of the time zone that the statement's text does not show, after values were encoded for the old zone. The
 * connection is closed in all cases.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlSecurityException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need this error. */
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
