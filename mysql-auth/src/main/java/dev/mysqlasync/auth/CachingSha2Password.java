package dev.mysqlasync.auth;

/**
 * {@code caching_sha2_password}: a scramble over SHA-256, which is enough when the server has the account in its cache
 * (fast); otherwise the server asks for the password itself (full). The scramble may go over any transport; how the
 * password may go is decided by {@link PasswordDelivery}.
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

    /** Whether servers want the password as it is over this transport. */
    static boolean takesClear(TransportSecurity transport) {
        return transport.isConfidential();
    }
}
