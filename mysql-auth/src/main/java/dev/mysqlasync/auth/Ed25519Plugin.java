package dev.mysqlasync.auth;

/**
 * MariaDB's {@code client_ed25519}. The client signs the challenge with a key derived from the password. The signature
 * does not reveal the password, so any transport is permitted.
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
