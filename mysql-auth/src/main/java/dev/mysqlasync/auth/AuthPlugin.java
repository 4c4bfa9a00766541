package dev.mysqlasync.auth;

/**
 * The client's half of an authentication plugin: a scheme by which an account proves who it is. Others than the
 * built-in ones are found by {@link java.util.ServiceLoader} and take part once the allow list names them. Plugins are
 * stateless and called from any thread; the state of one run is in {@link ClientAuth}.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/pluggable-authentication.html">Pluggable authentication</a>
 */
public interface AuthPlugin {

    /** The plugin's name on the wire, e.g. {@code caching_sha2_password}. */
    String name();

    /**
     * Whether the plugin may run over this transport at all: its transport floor. {@link AuthPlugins} asks before it
     * starts a plugin. A plugin whose steps differ in what they reveal answers for the first step and checks the
     * others itself.
     */
    boolean permits(TransportSecurity transport);

    /**
     * Begins one run.
     *
     * @param nonce the server's challenge, from the greeting or the auth switch request, as it was received
     * @throws AuthException if the challenge is not one of this plugin, or the transport is below the floor
     */
    ClientAuth start(AuthContext context, byte[] nonce);
}
