package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.PASSWORD_TOO_LONG;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * A server's RSA public key, which encrypts with OAEP over SHA-1, as servers since 8.0.5 expect. It may come from an
 * attacker, so everything about it is bounded before it is calculated with.
 */
final class RsaPublicKey {

    static final int MIN_BITS = 2048;
    static final int MAX_BITS = 8192;

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int MAX_PEM_CHARACTERS = 16_384;
    /** What a modulus of MAX_BITS, an exponent of MAX_EXPONENT_BITS and the structure around them need at most. */
    private static final int MAX_DER_BYTES = MAX_BITS / 8 + 128;

    private static final int MAX_EXPONENT_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RSAKeyParameters parameters;

    private RsaPublicKey(RSAKeyParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * The key in a PEM text that holds one SubjectPublicKeyInfo and nothing else.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static RsaPublicKey parse(String pem) {
        byte[] der = decode(pem);
        if (der.length > MAX_DER_BYTES) {
            throw new IllegalArgumentException("it has more than " + MAX_BITS + " bits");
        }
        if (!(read(der) instanceof RSAKeyParameters key)) {
            throw new IllegalArgumentException("it is not an RSA key");
        }
        requireBounds(key);
        return new RsaPublicKey(key);
    }

    /**
     * The message under this key.
     *
     * @throws AuthException if it is longer than the key carries: 42 bytes less than the key has
     */
    byte[] encrypt(byte[] message) {
        OAEPEncoding cipher = new OAEPEncoding(new RSAEngine(), new SHA1Digest());
        cipher.init(true, new ParametersWithRandom(parameters, RANDOM));
        int limit = cipher.getInputBlockSize();
        if (message.length > limit) {
            throw new AuthException(
                    PASSWORD_TOO_LONG,
                    "the password is longer than the " + (limit - 1) + " bytes that fit under the server's RSA key:"
                            + " connect with TLS (option tls), which knows no such limit");
        }
        try {
            return cipher.processBlock(message, 0, message.length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encrypting with OAEP failed", e);
        }
    }

    private static byte[] decode(String pem) {
        if (pem.length() > MAX_PEM_CHARACTERS) {
            throw new IllegalArgumentException("it is longer than " + MAX_PEM_CHARACTERS + " characters");
        }
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END) || text.length() < BEGIN.length() + END.length()) {
            throw new IllegalArgumentException("it is not one PEM text from '" + BEGIN + "' to '" + END + "'");
        }
        String body = text.substring(BEGIN.length(), text.length() - END.length());
        if (body.contains("-")) {
            throw new IllegalArgumentException("there is more than one key in it");
        }
        try {
            return Base64.getDecoder().decode(body.replace("\r", "").replace("\n", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("what stands in it is not Base64", e);
        }
    }

    private static AsymmetricKeyParameter read(byte[] der) {
        try {
            return PublicKeyFactory.createKey(der);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("what stands in it is not a public key", e);
        }
    }

    private static void requireBounds(RSAKeyParameters key) {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_BITS || bits > MAX_BITS) {
            throw new IllegalArgumentException("it has " + bits + " bits, not " + MIN_BITS + " to " + MAX_BITS);
        }
        BigInteger exponent = key.getExponent();
        // with an exponent of 1 encrypting changes nothing
        if (exponent.compareTo(BigInteger.ONE) <= 0 || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new IllegalArgumentException(
                    "its exponent is not a number over 1 of at most " + MAX_EXPONENT_BITS + " bits");
        }
    }
}
