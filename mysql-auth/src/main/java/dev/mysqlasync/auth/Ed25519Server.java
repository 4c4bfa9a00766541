package dev.mysqlasync.auth;

import java.security.MessageDigest;

/** The server side of {@link Ed25519Plugin}. The signatures are deterministic, so it compares with one of its own. */
final class Ed25519Server implements ServerAuthPlugin {

    @Override
    public String name() {
        return Ed25519Plugin.NAME;
    }

    @Override
    public ServerAuth start(Secret password, byte[] nonce, TransportSecurity transport) {
        byte[] challenge = Nonce.of(nonce, Nonce.ED25519_LENGTH);
        return new SingleVerdict(signature -> verdict(signature, password, challenge));
    }

    private static ServerStep verdict(byte[] signature, Secret password, byte[] nonce) {
        boolean right = MessageDigest.isEqual(signature, Ed25519.sign(password, nonce));
        return right ? new ServerStep.Accepted(AuthPath.ED25519) : new ServerStep.Rejected();
    }
}
