package dev.mysqlasync.auth;

import java.util.List;

/** The server's half of {@link NativePassword}. */
final class NativePasswordServer implements ServerAuthPlugin {

    @Override
    public String name() {
        return NativePassword.NAME;
    }

    @Override
    public ServerAuth start(Secret password, byte[] nonce, TransportSecurity transport) {
        return new Run(password, Scramble.nonce(nonce));
    }

    private static final class Run implements ServerAuth {

        private enum State {
            /** The challenge is out. Exit: {@link #DONE}. */
            CHALLENGED,
            /** The verdict is spoken. No exit. */
            DONE
        }

        private final Secret password;
        private final byte[] nonce;
        private State state = State.CHALLENGED;

        Run(Secret password, byte[] nonce) {
            this.password = password;
            this.nonce = nonce;
        }

        @Override
        public List<ServerStep> receive(byte[] packet) {
            if (state == State.DONE) {
                throw new IllegalStateException("the verdict was spoken");
            }
            state = State.DONE;
            return List.of(verdict(packet));
        }

        private ServerStep verdict(byte[] proof) {
            if (password.isEmpty()) {
                return proof.length == 0 ? new ServerStep.Accepted(AuthPath.EMPTY) : new ServerStep.Rejected();
            }
            return Scramble.NATIVE.verify(proof, password, nonce)
                    ? new ServerStep.Accepted(AuthPath.NATIVE)
                    : new ServerStep.Rejected();
        }
    }
}
