package dev.mysqlasync.auth;

/** The server side of {@link NativePassword}. */
final class NativePasswordServer implements ServerAuthPlugin {

    @Override
    public String name() {
        return NativePassword.NAME;
    }

    @Override
    public ServerAuth start(Secret password, byte[] nonce, TransportSecurity transport) {
        byte[] challenge = Nonce.of(nonce, Nonce.LENGTH);
        return new SingleVerdict(proof -> verdict(proof, password, challenge));
    }

    private static ServerStep verdict(byte[] proof, Secret password, byte[] nonce) {
        if (password.isEmpty()) {
            return proof.length == 0 ? new ServerStep.Accepted(AuthPath.EMPTY) : new ServerStep.Rejected();
        }
        return Scramble.NATIVE.verify(proof, password, nonce)
                ? new ServerStep.Accepted(AuthPath.NATIVE)
                : new ServerStep.Rejected();
    }
}
