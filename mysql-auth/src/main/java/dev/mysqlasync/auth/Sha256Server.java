package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.Sha256Password.REQUEST_PUBLIC_KEY;

import java.util.List;

/** The server side of {@link Sha256Password}. */
final class Sha256Server implements ServerAuthPlugin {

    @Override
    public String name() {
        return Sha256Password.NAME;
    }

    @Override
    public ServerAuth start(Secret password, byte[] nonce, TransportSecurity transport) {
        return new Run(
                password,
                new PasswordReceipt(
                        password, Nonce.of(nonce, Nonce.LENGTH), Sha256Password.expectsCleartext(transport)));
    }

    private static final class Run implements ServerAuth {

        private enum State {
            /** The challenge, and on request the key, has been sent. Exits: itself on a key request, {@link #DONE}. */
            CHALLENGED,
            /** The result is known. No exit. */
            DONE
        }

        private final Secret password;
        private final PasswordReceipt receipt;
        private State state = State.CHALLENGED;

        Run(Secret password, PasswordReceipt receipt) {
            this.password = password;
            this.receipt = receipt;
        }

        @Override
        public List<ServerStep> receive(byte[] packet) {
            if (state == State.DONE) {
                throw new IllegalStateException("authentication is over");
            }
            if (receipt.asksForKey(packet, REQUEST_PUBLIC_KEY)) {
                return List.of(PasswordReceipt.publicKey());
            }
            state = State.DONE;
            return List.of(verdict(packet));
        }

        private ServerStep verdict(byte[] packet) {
            boolean claimsNone = packet.length == 0 || packet.length == 1 && packet[0] == 0;
            if (claimsNone || password.isEmpty()) {
                return claimsNone && password.isEmpty()
                        ? new ServerStep.Accepted(AuthPath.EMPTY)
                        : new ServerStep.Rejected();
            }
            return receipt.verdict(packet);
        }
    }
}
