package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.MALFORMED_CHALLENGE;

/**
 * {@code sha256_password}. The client always sends the password itself, under the rules of {@link PasswordDelivery}.
 * MySQL has deprecated the plugin in favour of {@link CachingSha2Password}.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/sha256-pluggable-authentication.html">SHA-256 pluggable
 *     authentication</a>
 */
final class Sha256Password implements AuthPlugin {

    static final String NAME = "sha256_password";
    static final byte REQUEST_PUBLIC_KEY = 1;

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
        return new Run(context, Nonce.of(nonce, Nonce.LENGTH));
    }

    /**
     * Whether servers expect the password in cleartext over this transport. Unlike with {@link CachingSha2Password},
     * servers do not treat a unix socket as secure.
     */
    static boolean expectsCleartext(TransportSecurity transport) {
        return transport.isConfidential() && transport != TransportSecurity.UNIX_SOCKET;
    }

    private static final class Run implements ClientAuth {

        private enum State {
            /**
             * Nothing has been sent. Exits: {@link #KEY_REQUESTED}; {@link #DONE} with the password, or without a
             * password.
             */
            NEW,
            /** The public key has been requested. Exit: {@link #DONE} with the encrypted password. */
            KEY_REQUESTED,
            /** The client is done; only OK or ERR can follow. No exit. */
            DONE
        }

        private final AuthContext context;
        private final PasswordDelivery delivery;
        private State state = State.NEW;

        Run(AuthContext context, byte[] nonce) {
            this.context = context;
            this.delivery = new PasswordDelivery(NAME, context, nonce, expectsCleartext(context.transport()));
        }

        @Override
        public byte[] first() {
            if (state != State.NEW) {
                throw new IllegalStateException("first() was already called");
            }
            if (context.password().isEmpty()) {
                state = State.DONE;
                return new byte[] {0};
            }
            PasswordDelivery.Strategy strategy = delivery.strategy();
            state = strategy == PasswordDelivery.Strategy.RETRIEVED_KEY ? State.KEY_REQUESTED : State.DONE;
            return delivery.open(strategy, REQUEST_PUBLIC_KEY);
        }

        @Override
        public byte[] next(byte[] moreData) {
            return switch (state) {
                case NEW -> throw new IllegalStateException("first() has not been called");
                case KEY_REQUESTED -> {
                    state = State.DONE;
                    yield delivery.encryptedWithRetrievedKey(moreData);
                }
                case DONE ->
                    throw new AuthException(
                            MALFORMED_CHALLENGE,
                            "the server sent data that " + NAME + " does not expect at this point");
            };
        }
    }
}
