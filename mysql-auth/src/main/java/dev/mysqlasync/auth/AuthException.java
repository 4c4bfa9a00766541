package dev.mysqlasync.auth;

/**
 * Authentication was given up by this side, before or between the server's verdicts. The message says why and what to
 * change; it holds no secret. The connection cannot be used any more.
 */
public final class AuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why authentication was given up. */
    public enum Reason {
        /** No plugin of that name is there. */
        PLUGIN_UNKNOWN,
        /** The plugin is not in the allow list, or is one that is never allowed. */
        PLUGIN_NOT_ALLOWED,
        /** The plugin needs a better protected connection than this one. */
        TRANSPORT_NOT_SECURE,
        /** The password can only go out under a public key, and none may be taken from the server here. */
        PUBLIC_KEY_REFUSED,
        /** The public key, pinned or sent, is not one RSA key in PEM of 2048 to 8192 bits. */
        PUBLIC_KEY_INVALID,
        /** The server's challenge or data is not what the plugin expects at this point. */
        MALFORMED_CHALLENGE,
        /** The password does not fit into one block of the server's RSA key. */
        PASSWORD_TOO_LONG
    }

    /** @serial why authentication was given up */
    private final Reason reason;

    /** An exception with a message that names the cause and the way out. For plugins. */
    public AuthException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The same, with what lies beneath it. For plugins. */
    public AuthException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
