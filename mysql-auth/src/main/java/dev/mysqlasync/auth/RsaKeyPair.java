package dev.mysqlasync.auth;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.jspecify.annotations.Nullable;

/** A server's RSA key pair. */
final class RsaKeyPair {

    private static final int BITS = 2048;
    private static final int PRIME_CERTAINTY = 112;

    private final AsymmetricCipherKeyPair pair;

    private RsaKeyPair(AsymmetricCipherKeyPair pair) {
        this.pair = pair;
    }

    /** The key pair of this JVM, generated on first use. */
    static RsaKeyPair ofThisJvm() {
        return OfThisJvm.PAIR;
    }

    static RsaKeyPair generate(int bits) {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(
                new RSAKeyGenerationParameters(BigInteger.valueOf(65537), new SecureRandom(), bits, PRIME_CERTAINTY));
        return new RsaKeyPair(generator.generateKeyPair());
    }

    String publicKeyPem() {
        try {
            byte[] der = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic())
                    .getEncoded();
            String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(der);
            return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
        } catch (IOException e) {
            throw new IllegalStateException("the generated key has no encoding", e);
        }
    }

    /** Decrypts a message; null if it was not encrypted with this key and OAEP. */
    byte @Nullable [] decrypt(byte[] encrypted) {
        OAEPEncoding cipher = new OAEPEncoding(new RSABlindedEngine(), new SHA1Digest());
        cipher.init(false, pair.getPrivate());
        if (encrypted.length != cipher.getInputBlockSize()) {
            return null;
        }
        try {
            return cipher.processBlock(encrypted, 0, encrypted.length);
        } catch (InvalidCipherTextException | DataLengthException e) {
            return null;
        }
    }

    private static final class OfThisJvm {
        static final RsaKeyPair PAIR = generate(BITS);
    }
}
