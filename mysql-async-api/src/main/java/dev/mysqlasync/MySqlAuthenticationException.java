package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * Authentication failed: the server rejected the account, or the driver refused to send the password. A retry with the
 * same account does not help and can lock the account.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlAuthenticationException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /**
     * For the driver, and for tests that need this error.
     *
     * @param cause the server's error, or the reason why the driver did not answer the server's challenge
     */
    public MySqlAuthenticationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The server's error with its code and SQLSTATE; {@code null} if the driver refused. */
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
