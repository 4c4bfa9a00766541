package dev.mysqlasync.auth;

/**
 * The server side of an authentication plugin, for test servers. It is stricter than real servers: after a wrong
 * scramble, the correct password is rejected too. Stateless and thread-safe.
 */
public interface ServerAuthPlugin {

    /** The plugin's name in the protocol. */
    String name();

    /**
     * Starts one run.
     *
     * @param password the account's password, read during the run; the caller closes it
     * @param nonce the challenge sent in the greeting or the auth switch request, without NUL: 20 bytes, for
     *     {@code client_ed25519} 32
     * @param transport how the connection is protected
     */
    ServerAuth start(Secret password, byte[] nonce, TransportSecurity transport);
}
