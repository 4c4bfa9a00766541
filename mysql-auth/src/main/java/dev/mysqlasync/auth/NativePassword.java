package dev.mysqlasync.auth;

/**
 * {@code mysql_native_password}. The client sends a scramble based on SHA-1. It does not reveal the password, but the
 * hash in the server's account table plus one observed scramble is enough to log in. MySQL 9 servers no longer have the
 * plugin.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_authentication_methods_native_password_authentication.html">Native
 *     authentication</a>
 */
final class NativePassword implements AuthPlugin {

    static final String NAME = "mysql_native_password";

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
        byte[] challenge = Nonce.of(nonce, Nonce.LENGTH);
        return new SingleProof(NAME, () -> Scramble.NATIVE.prove(context.password(), challenge));
    }
}
