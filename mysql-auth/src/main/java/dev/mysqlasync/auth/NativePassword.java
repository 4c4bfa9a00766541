package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.MALFORMED_CHALLENGE;

/**
 * {@code mysql_native_password}: a scramble over SHA-1. It reveals no password over any transport, but one who read
 * the server's account table can use what stands there. Gone from MySQL 9 servers.
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
        return new Run(context.password(), Scramble.nonce(nonce));
    }

    private static final class Run implements ClientAuth {

        private enum State {
            /** Nothing sent. Exit: {@link #PROVED}. */
            NEW,
            /** The scramble is sent; only the verdict can follow. No exit. */
            PROVED
        }

        private final Secret password;
        private final byte[] nonce;
        private State state = State.NEW;

        Run(Secret password, byte[] nonce) {
            this.password = password;
            this.nonce = nonce;
        }

        @Override
        public byte[] first() {
            if (state != State.NEW) {
                throw new IllegalStateException("first() was called before");
            }
            state = State.PROVED;
            return Scramble.NATIVE.prove(password, nonce);
        }

        @Override
        public byte[] next(byte[] moreData) {
            if (state == State.NEW) {
                throw new IllegalStateException("first() was not called yet");
            }
            throw new AuthException(
                    MALFORMED_CHALLENGE, "the server sends more data to " + NAME + ", which expects none");
        }
    }
}
