package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.MALFORMED_CHALLENGE;

import java.util.function.Supplier;

/** A client's run that ends with its first packet. */
final class SingleProof implements ClientAuth {

    private enum State {
        /** Nothing has been sent. Exit: {@link #PROVED}. */
        NEW,
        /** The proof has been sent; only OK or ERR can follow. No exit. */
        PROVED
    }

    private final String plugin;
    private final Supplier<byte[]> proof;
    private State state = State.NEW;

    SingleProof(String plugin, Supplier<byte[]> proof) {
        this.plugin = plugin;
        this.proof = proof;
    }

    @Override
    public byte[] first() {
        if (state != State.NEW) {
            throw new IllegalStateException("first() was already called");
        }
        state = State.PROVED;
        return proof.get();
    }

    @Override
    public byte[] next(byte[] moreData) {
        if (state == State.NEW) {
            throw new IllegalStateException("first() has not been called");
        }
        throw new AuthException(MALFORMED_CHALLENGE, "the server sent more data to " + plugin + ", which expects none");
    }
}
