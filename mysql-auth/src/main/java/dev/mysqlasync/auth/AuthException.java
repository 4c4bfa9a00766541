package dev.mysqlasync.auth;

/**
 * Thrown if the client aborts authentication. The message gives the cause and the way out, and holds no secret. The
 * connection cannot be used any more.
 */
public final class AuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why the client aborted authentication. */
    public enum Reason {
        /** There is no plugin of that name. */
        PLUGIN_UNKNOWN,
        /** The plugin is not in the allow list, or is never allowed. */
        PLUGIN_NOT_ALLOWED,
        /** The plugin does not permit this transport. */
        TRANSPORT_NOT_SECURE,
        /**
         * The password must be encrypted with the server's public key, but no key is pinned and retrieving it is not
         * allowed.
         */
        PUBLIC_KEY_REFUSED,
        /** The public key, pinned or retrieved, is not a single RSA key of 2048 to 8192 bits in PEM. */
        PUBLIC_KEY_INVALID,
        /** The plugin does not expect the server's challenge or data at this point. */
        MALFORMED_CHALLENGE,
        /** The password is longer than what the server's RSA key can encrypt. */
        PASSWORD_TOO_LONG
    }

    /**
     * @serial why the client aborted authentication
     */
    private final Reason reason;

    /**
     * Creates an exception. For plugins.
     *
     * @param reason why the client aborts authentication
     * @param message the cause and the way out, without secrets
     */
    public AuthException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Creates an exception with a cause. For plugins.
     *
     * @param reason why the client aborts authentication
     * @param message the cause and the way out, without secrets
     * @param cause the underlying failure
     */
    public AuthException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
