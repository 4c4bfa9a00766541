package dev.mysqlasync.auth;

/**
 * {@code client_ed25519}, MariaDB's: a signature of the challenge under a key derived from the password. It reveals no
 * password over any transport.
 *
 * @see <a href="https://mariadb.com/kb/en/authentication-plugin-ed25519/">Authentication plugin ed25519</a>
 */
final class Ed25519Plugin implements AuthPlugin {

    static final String NAME = "client_ed25519";

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
        byte[] challenge = Nonce.of(nonce, Nonce.ED25519_LENGTH);
        return new SingleProof(NAME, () -> Ed25519.sign(context.password(), challenge));
    }
}
