package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.MALFORMED_CHALLENGE;

import java.security.SecureRandom;
import java.util.Arrays;

/** The challenge of a server: random bytes that make every proof another. */
final class Nonce {

    /** Its length with the plugins of MySQL. */
    static final int LENGTH = 20;

    /** Its length with {@code client_ed25519}. */
    static final int ED25519_LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonce() {}

    /**
     * The bytes of a challenge that came with or without the NUL that servers put behind it.
     *
     * @throws AuthException if it is anything else
     */
    static byte[] of(byte[] challenge, int length) {
        boolean terminated = challenge.length == length + 1 && challenge[length] == 0;
        if (challenge.length != length && !terminated) {
            throw new AuthException(
                    MALFORMED_CHALLENGE,
                    "the server's authentication challenge has " + challenge.length + " bytes, not " + length
                            + ": the peer is no MySQL server, or something in between changes what it says");
        }
        return Arrays.copyOf(challenge, length);
    }

    /** A new one of printable characters, none of them NUL, a blank or {@code $}, as servers make them. */
    static byte[] random(int length) {
        byte[] nonce = new byte[length];
        for (int i = 0; i < length; i++) {
            nonce[i] = (byte)
                    RANDOM.ints('!', '~' + 1).filter(c -> c != '$').findFirst().orElseThrow();
        }
        return nonce;
    }
}
