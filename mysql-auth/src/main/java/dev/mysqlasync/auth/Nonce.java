package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.MALFORMED_CHALLENGE;

import java.security.SecureRandom;
import java.util.Arrays;

/** The server's challenge: random bytes, so that no two proofs are equal. */
final class Nonce {

    /** The length for MySQL's plugins, in bytes. */
    static final int LENGTH = 20;

    /** The length for {@code client_ed25519}, in bytes. */
    static final int ED25519_LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonce() {}

    /**
     * Returns a challenge without the NUL that servers may append.
     *
     * @throws AuthException if it has another length
     */
    static byte[] of(byte[] challenge, int length) {
        boolean terminated = challenge.length == length + 1 && challenge[length] == 0;
        if (challenge.length != length && !terminated) {
            throw new AuthException(
                    MALFORMED_CHALLENGE,
                    "the server's authentication challenge has " + challenge.length + " bytes, not " + length
                            + ": the peer is not a MySQL server, or something in between changes its packets");
        }
        return Arrays.copyOf(challenge, length);
    }

    /** Creates a challenge of printable characters without space and {@code $}, as servers do. */
    static byte[] random(int length) {
        byte[] nonce = new byte[length];
        for (int i = 0; i < length; i++) {
            nonce[i] = (byte)
                    RANDOM.ints('!', '~' + 1).filter(c -> c != '$').findFirst().orElseThrow();
        }
        return nonce;
    }
}
