package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.Fixtures.LONG_NONCE;
import static dev.mysqlasync.auth.Fixtures.NON_ASCII;
import static dev.mysqlasync.auth.Fixtures.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {

    private static final byte[] PUBLIC_KEY_PREFIX = hex("302a300506032b6570032100");

    @Test
    void publicKey_knownPassword_isTheKnownKey() {
        assertThat(Ed25519.publicKey(Secret.of("secret")))
                .isEqualTo(hex("648814444520e4f56043a2ec9215e63be7992d2d270bc6dee873e36164786096"));
    }

    @Test
    void sign_knownPassword_isTheKnownSignature() {
        assertThat(Ed25519.sign(Secret.of("secret"), LONG_NONCE))
                .isEqualTo(hex("60a0f4f8bcb6396043e44b2a25521af16f0815ff6369cc541c281e2c4455c823"
                        + "2b79b21ee5bb933507725db2f2919ea09e676f6abee19c5c7b98b40a627a9707"));
    }

    @Test
    void sign_seedAndMessageOfRfc8032_isItsSignature() {
        Secret seed = Secret.ofUtf8(hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));

        assertThat(Ed25519.sign(seed, hex("af82")))
                .isEqualTo(hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "secret", NON_ASCII, "a password that is longer than a seed of thirty-two bytes"})
    void sign_passwordOfAnyLength_isVerifiedByTheJdk(String password) throws GeneralSecurityException {
        for (int i = 0; i < 20; i++) {
            byte[] message = ServerAuthPlugins.ed25519Nonce();
            Secret secret = Secret.of(password + (password.isEmpty() ? "" : i));

            assertThat(verifiedByJdk(Ed25519.publicKey(secret), message, Ed25519.sign(secret, message)))
                    .isTrue();
        }
    }

    private static boolean verifiedByJdk(byte[] publicKey, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        byte[] encoded = new byte[PUBLIC_KEY_PREFIX.length + publicKey.length];
        System.arraycopy(PUBLIC_KEY_PREFIX, 0, encoded, 0, PUBLIC_KEY_PREFIX.length);
        System.arraycopy(publicKey, 0, encoded, PUBLIC_KEY_PREFIX.length, publicKey.length);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(message);
        return verifier.verify(signature);
    }
}
