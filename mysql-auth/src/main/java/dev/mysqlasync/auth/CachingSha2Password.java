package dev.mysqlasync.auth;

/**
 * {@code caching_sha2_password}. The client sends a scramble based on SHA-256, which is enough if the server has the
 * account in its cache (fast authentication). Otherwise the server asks for the password (full authentication). The
 * scramble may go over any transport; {@link PasswordDelivery} decides how the password may go.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html">Caching_sha2_password
 *     information</a>
 */
final class CachingSha2Password implements AuthPlugin {

    static final String NAME = "caching_sha2_password";
    static final byte REQUEST_PUBLIC_KEY = 2;
    static final byte FAST_AUTH_SUCCESS = 3;
    static final byte PERFORM_FULL_AUTHENTICATION = 4;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean permits(TransportSecurity transport) {
        return true;
    }

    @Override
    public ClientAuth start(AuthContext context, byte[] nonce) {
        return new CachingSha2Client(context, Nonce.of(nonce, Nonce.LENGTH));
    }

    /** Whether servers expect the password in cleartext over this transport. */
    static boolean expectsCleartext(TransportSecurity transport) {
        return transport.isConfidential();
    }
}
