package dev.mysqlasync.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The two scrambles: proofs that the client knows the password. To check one, the server needs only the hash of the
 * password's hash. With H the digest, a scramble is {@code H(password) XOR H(nonce and H(H(password)))}. The two differ
 * in the digest and in the order of the last hash's two parts.
 */
enum Scramble {
    NATIVE("SHA-1", true),
    CACHING_SHA2("SHA-256", false);

    private final String algorithm;
    private final boolean nonceFirst;

    Scramble(String algorithm, boolean nonceFirst) {
        this.algorithm = algorithm;
        this.nonceFirst = nonceFirst;
    }

    /** The client's proof; empty for an empty password. */
    byte[] prove(Secret password, byte[] nonce) {
        if (password.isEmpty()) {
            return new byte[0];
        }
        byte[] once = hash(password);
        byte[] twice = digest().digest(once);
        try {
            return xor(once, mask(nonce, twice));
        } finally {
            Arrays.fill(once, (byte) 0);
            Arrays.fill(twice, (byte) 0);
        }
    }

    /** Whether the proof is correct, checked as servers do: with the hash of the hash only. */
    boolean verify(byte[] proof, Secret password, byte[] nonce) {
        byte[] once = hash(password);
        byte[] twice = digest().digest(once);
        Arrays.fill(once, (byte) 0);
        if (proof.length != twice.length) {
            return false;
        }
        byte[] claimed = xor(proof, mask(nonce, twice));
        return MessageDigest.isEqual(digest().digest(claimed), twice);
    }

    private byte[] hash(Secret password) {
        byte[] utf8 = password.utf8();
        try {
            return digest().digest(utf8);
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    private byte[] mask(byte[] nonce, byte[] twice) {
        MessageDigest digest = digest();
        digest.update(nonceFirst ? nonce : twice);
        return digest.digest(nonceFirst ? twice : nonce);
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = one.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= other[i];
        }
        return result;
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
