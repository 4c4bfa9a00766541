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
 * A server's RSA public key. Encrypts with OAEP and SHA-1, as servers since 8.0.5 expect. The key may come from an
 * attacker, so its size is checked before any computation.
 */
final class RsaPublicKey {

    static final int MIN_BITS = 2048;
    static final int MAX_BITS = 8192;

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int MAX_PEM_CHARACTERS = 16_384;
    /**
     * The limit of the DER encoding: a modulus of MAX_BITS, an exponent of MAX_EXPONENT_BITS and the structure around
     * them.
     */
    private static final int MAX_DER_BYTES = MAX_BITS / 8 + 128;

    private static final int MAX_EXPONENT_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RSAKeyParameters parameters;

    private RsaPublicKey(RSAKeyParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Parses a PEM text that holds one SubjectPublicKeyInfo and nothing else.
     *
     * @throws IllegalArgumentException if the text is malformed or the key is not acceptable; the message says why
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
     * Encrypts a message.
     *
     * @throws AuthException if the message is longer than the key's length in bytes minus 42
     */
    byte[] encrypt(byte[] message) {
        OAEPEncoding cipher = new OAEPEncoding(new RSAEngine(), new SHA1Digest());
        cipher.init(true, new ParametersWithRandom(parameters, RANDOM));
        int limit = cipher.getInputBlockSize();
        if (message.length > limit) {
            throw new AuthException(
                    PASSWORD_TOO_LONG,
                    "the password is longer than the " + (limit - 1) + " bytes that the server's RSA key can encrypt:"
                            + " connect with TLS (option tls), which has no such limit");
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
            throw new IllegalArgumentException("it is not a single PEM text from '" + BEGIN + "' to '" + END + "'");
        }
        String body = text.substring(BEGIN.length(), text.length() - END.length());
        if (body.contains("-")) {
            throw new IllegalArgumentException("it holds more than one key");
        }
        try {
            return Base64.getDecoder().decode(body.replace("\r", "").replace("\n", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its content is not Base64", e);
        }
    }

    private static AsymmetricKeyParameter read(byte[] der) {
        try {
            return PublicKeyFactory.createKey(der);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("its content is not a public key", e);
        }
    }

    private static void requireBounds(RSAKeyParameters key) {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_BITS || bits > MAX_BITS) {
            throw new IllegalArgumentException("it has " + bits + " bits, not " + MIN_BITS + " to " + MAX_BITS);
        }
        BigInteger exponent = key.getExponent();
        // with the exponent 1, the ciphertext is the plaintext
        if (exponent.compareTo(BigInteger.ONE) <= 0 || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new IllegalArgumentException(
                    "its exponent must be greater than 1 and have at most " + MAX_EXPONENT_BITS + " bits");
        }
    }
}
