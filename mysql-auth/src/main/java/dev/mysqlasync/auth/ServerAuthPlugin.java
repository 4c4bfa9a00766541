package dev.mysqlasync.auth;

/**
 * The server's half of an authentication plugin, for servers that are made for tests. It is stricter than real ones: a
 * wrong scramble is never forgiven for the sake of a right password that follows. Stateless, callable from any thread.
 */
public interface ServerAuthPlugin {

    /** The plugin's name on the wire. */
    String name();

    /**
     * Begins one run.
     *
     * @param password the account's password, read while the run lasts; it stays the caller's to close
     * @param nonce the 20 bytes that went out in the greeting or the auth switch request
     * @param transport how the connection is protected
     */
    ServerAuth start(Secret password, byte[] nonce, TransportSecurity transport);
}
