package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * This account was not let in, by the server or by this client's own rules for its secrets. Trying the same again does
 * not help, and may lock the account.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlAuthenticationException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /**
     * For the driver, and for tests that need such an error.
     *
     * @param cause the server's error, or the reason why the client would not answer the server's challenge
     */
    public MySqlAuthenticationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What the server said, with its code and SQLSTATE; {@code null} when it was the client that refused. */
    public @Nullable MySqlServerException serverError() {
        return getCause() instanceof MySqlServerException error ? error : null;
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
