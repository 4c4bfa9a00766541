package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.MALFORMED_CHALLENGE;
import static dev.mysqlasync.auth.CachingSha2Password.FAST_AUTH_SUCCESS;
import static dev.mysqlasync.auth.CachingSha2Password.NAME;
import static dev.mysqlasync.auth.CachingSha2Password.PERFORM_FULL_AUTHENTICATION;
import static dev.mysqlasync.auth.CachingSha2Password.REQUEST_PUBLIC_KEY;

import org.jspecify.annotations.Nullable;

/** The client's run of {@link CachingSha2Password}. */
final class CachingSha2Client implements ClientAuth {

    private enum State {
        /** Nothing has been sent. Exits: {@link #PROVED}; {@link #DONE} without a password. */
        NEW,
        /**
         * The scramble has been sent. Exits: {@link #DONE} after fast authentication or with the password;
         * {@link #KEY_REQUESTED}.
         */
        PROVED,
        /** The public key has been requested. Exit: {@link #DONE} with the encrypted password. */
        KEY_REQUESTED,
        /** The client is done; only OK or ERR can follow. No exit. */
        DONE
    }

    private final AuthContext context;
    private final byte[] nonce;
    private final PasswordDelivery delivery;
    private State state = State.NEW;

    CachingSha2Client(AuthContext context, byte[] nonce) {
        this.context = context;
        this.nonce = nonce;
        this.delivery =
                new PasswordDelivery(NAME, context, nonce, CachingSha2Password.expectsCleartext(context.transport()));
    }

    @Override
    public byte[] first() {
        if (state != State.NEW) {
            throw new IllegalStateException("first() was already called");
        }
        state = context.password().isEmpty() ? State.DONE : State.PROVED;
        return Scramble.CACHING_SHA2.prove(context.password(), nonce);
    }

    @Override
    public byte @Nullable [] next(byte[] moreData) {
        return switch (state) {
            case NEW -> throw new IllegalStateException("first() has not been called");
            case PROVED -> afterProof(moreData);
            case KEY_REQUESTED -> afterKeyRequest(moreData);
            case DONE -> throw malformed();
        };
    }

    private byte @Nullable [] afterProof(byte[] moreData) {
        if (moreData.length != 1) {
            throw malformed();
        }
        return switch (moreData[0]) {
            case FAST_AUTH_SUCCESS -> {
                state = State.DONE;
                yield null;
            }
            case PERFORM_FULL_AUTHENTICATION -> full();
            default -> throw malformed();
        };
    }

    private byte[] full() {
        PasswordDelivery.Strategy strategy = delivery.strategy();
        state = strategy == PasswordDelivery.Strategy.RETRIEVED_KEY ? State.KEY_REQUESTED : State.DONE;
        return delivery.open(strategy, REQUEST_PUBLIC_KEY);
    }

    private byte[] afterKeyRequest(byte[] moreData) {
        state = State.DONE;
        return delivery.encryptedWithRetrievedKey(moreData);
    }

    private static AuthException malformed() {
        return new AuthException(
                MALFORMED_CHALLENGE, "the server sent data that " + NAME + " does not expect at this point");
    }
}
