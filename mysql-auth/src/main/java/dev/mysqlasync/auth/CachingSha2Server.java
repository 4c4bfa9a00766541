package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.CachingSha2Password.FAST_AUTH_SUCCESS;
import static dev.mysqlasync.auth.CachingSha2Password.PERFORM_FULL_AUTHENTICATION;
import static dev.mysqlasync.auth.CachingSha2Password.REQUEST_PUBLIC_KEY;

import java.util.List;

/** The server side of {@link CachingSha2Password}. */
final class CachingSha2Server implements ServerAuthPlugin {

    private final Sha2Cache cache;

    CachingSha2Server(Sha2Cache cache) {
        this.cache = cache;
    }

    @Override
    public String name() {
        return CachingSha2Password.NAME;
    }

    @Override
    public ServerAuth start(Secret password, byte[] nonce, TransportSecurity transport) {
        return new Run(cache, password, Nonce.of(nonce, Nonce.LENGTH), transport);
    }

    private static final class Run implements ServerAuth {

        private enum State {
            /**
             * The challenge has been sent. Exits: {@link #DONE}; with a cold cache {@link #FULL} or
             * {@link #FULL_UNPROVED}.
             */
            CHALLENGED,
            /** The scramble was correct; a key request or the password follows. Exits: itself, {@link #DONE}. */
            FULL,
            /**
             * Like {@link #FULL} after a wrong scramble, which nothing can make up for. Exits: itself, {@link #DONE}.
             */
            FULL_UNPROVED,
            /** The result is known. No exit. */
            DONE
        }

        private final Sha2Cache cache;
        private final Secret password;
        private final byte[] nonce;
        private final PasswordReceipt receipt;
        private State state = State.CHALLENGED;

        Run(Sha2Cache cache, Secret password, byte[] nonce, TransportSecurity transport) {
            this.cache = cache;
            this.password = password;
            this.nonce = nonce;
            this.receipt = new PasswordReceipt(password, nonce, CachingSha2Password.expectsCleartext(transport));
        }

        @Override
        public List<ServerStep> receive(byte[] packet) {
            return switch (state) {
                case CHALLENGED -> isNoPassword(packet) || password.isEmpty() ? empty(packet) : proof(packet);
                case FULL, FULL_UNPROVED -> full(packet);
                case DONE -> throw new IllegalStateException("authentication is over");
            };
        }

        /** A client without a password sends an empty packet or a NUL. */
        private static boolean isNoPassword(byte[] packet) {
            return packet.length == 0 || packet.length == 1 && packet[0] == 0;
        }

        private List<ServerStep> empty(byte[] packet) {
            boolean right = password.isEmpty() && isNoPassword(packet);
            return end(right ? new ServerStep.Accepted(AuthPath.EMPTY) : new ServerStep.Rejected());
        }

        private List<ServerStep> proof(byte[] packet) {
            boolean proved = Scramble.CACHING_SHA2.verify(packet, password, nonce);
            if (proved && cache == Sha2Cache.WARM) {
                state = State.DONE;
                return List.of(moreData(FAST_AUTH_SUCCESS), new ServerStep.Accepted(AuthPath.FAST));
            }
            state = proved ? State.FULL : State.FULL_UNPROVED;
            return List.of(moreData(PERFORM_FULL_AUTHENTICATION));
        }

        private List<ServerStep> full(byte[] packet) {
            if (receipt.asksForKey(packet, REQUEST_PUBLIC_KEY)) {
                return List.of(PasswordReceipt.publicKey());
            }
            ServerStep verdict = receipt.verdict(packet);
            return end(state == State.FULL ? verdict : new ServerStep.Rejected());
        }

        private List<ServerStep> end(ServerStep verdict) {
            state = State.DONE;
            return List.of(verdict);
        }

        private static ServerStep moreData(byte code) {
            return new ServerStep.MoreData(new byte[] {code});
        }
    }
}
