package dev.mysqlasync.auth;

/**
 * The client side of an authentication plugin. Besides the built-in plugins, {@link java.util.ServiceLoader} finds
 * providers of this interface. A provider's plugin is used only if the option {@code allowedAuthPlugins} names it.
 * Plugins are stateless and thread-safe; {@link ClientAuth} holds the state of one run.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/pluggable-authentication.html">Pluggable authentication</a>
 */
public interface AuthPlugin {

    /** The plugin's name in the protocol, such as {@code caching_sha2_password}. */
    String name();

    /**
     * Whether the plugin may run over this transport at all. {@link AuthPlugins} checks this before it starts the
     * plugin. If the plugin's packets reveal different things, this answers for the first packet, and the plugin checks
     * the others.
     */
    boolean permits(TransportSecurity transport);

    /**
     * Starts one run.
     *
     * @param context what the plugin may know about the connection
     * @param nonce the server's challenge as received, from the greeting or the auth switch request
     * @throws AuthException if the challenge is malformed, or the transport is not permitted
     */
    ClientAuth start(AuthContext context, byte[] nonce);
}
