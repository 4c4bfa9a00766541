package dev.mysqlasync.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsaPublicKeyTest {

    private static final String GOOD = ServerAuthPlugins.publicKeyPem();

    @Test
    void encrypt_randomMessage_isReadByTheOtherHalf() {
        byte[] message = new byte[100];
        new SplittableRandom(1).nextBytes(message);

        byte[] encrypted = RsaPublicKey.parse(GOOD).encrypt(message);

        assertThat(encrypted).hasSize(256);
        assertThat(RsaKeyPair.ofThisJvm().decrypt(encrypted)).isEqualTo(message);
    }

    @Test
    void encrypt_asMuchAsTheKeyCarries_isReadByTheOtherHalf() {
        byte[] message = new byte[214];
        Arrays.fill(message, (byte) 7);

        byte[] encrypted = RsaPublicKey.parse(GOOD).encrypt(message);

        assertThat(RsaKeyPair.ofThisJvm().decrypt(encrypted)).isEqualTo(message);
    }

    @Test
    void encrypt_oneByteMore_isRefusedNamingTheLimit() {
        RsaPublicKey key = RsaPublicKey.parse(GOOD);

        assertThatThrownBy(() -> key.encrypt(new byte[215]))
                .isInstanceOfSatisfying(
                        AuthException.class,
                        e -> assertThat(e.reason()).isEqualTo(AuthException.Reason.PASSWORD_TOO_LONG))
                .hasMessageContaining("213 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 8192})
    void parse_sizeWithinBounds_isTaken(int bits) {
        assertThatCode(() -> RsaPublicKey.parse(PublicKeys.rsa(bits))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2047, 8193})
    void parse_sizeOutOfBounds_isRefusedNamingThem(int bits) {
        assertRefused(PublicKeys.rsa(bits), "it has " + bits + " bits, not 2048 to 8192");
    }

    @ParameterizedTest
    @ValueSource(ints = {16_384, 65_536})
    void parse_hugeKey_isRefusedBeforeItIsCalculatedWith(int bits) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);

        assertRefused(PublicKeys.rsa(modulus, BigInteger.valueOf(3)), "more than 8192 bits");
    }

    @Test
    void parse_textWithoutEnd_isRefused() {
        assertRefused("A".repeat(10_000_000), "longer than 16384 characters");
    }

    @Test
    void parse_smallestExponent_isTaken() {
        assertThatCode(() -> RsaPublicKey.parse(PublicKeys.rsa(2048, BigInteger.valueOf(3))))
                .doesNotThrowAnyException();
    }

    @Test
    void parse_exponentOne_isRefused() {
        assertRefused(PublicKeys.rsa(2048, BigInteger.valueOf(1)), "exponent");
    }

    @Test
    void parse_exponentLongerThanItNeedsToBe_isRefused() {
        BigInteger exponent = BigInteger.ONE.shiftLeft(256).setBit(0);

        assertRefused(PublicKeys.rsa(2048, exponent), "exponent");
    }

    @Test
    void parse_evenExponent_isRefused() {
        byte[] der = der();
        der[der.length - 1] = 0;

        assertRefused(PublicKeys.pem(der), "not a public key");
    }

    @Test
    void parse_ellipticCurveKey_isRefused() {
        assertRefused(PublicKeys.ellipticCurve(), "it is not an RSA key");
    }

    @Test
    void parse_twoKeys_isRefused() {
        assertRefused(GOOD + GOOD, "more than one key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY----------END RSA PUBLIC KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\nMIIB\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n\u00e4\u00f6\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nComment: no\n-----END PUBLIC KEY-----"
            })
    void parse_noKey_isRefused(String pem) {
        assertRefused(pem, "");
    }

    @Test
    void parse_textAroundTheKey_isRefused() {
        assertRefused("hello\n" + GOOD, "");
        assertRefused(GOOD + "hello", "");
    }

    @Test
    void parse_bytesAfterTheStructure_isRefused() {
        byte[] der = der();

        assertRefused(PublicKeys.pem(Arrays.copyOf(der, der.length + 1)), "not a public key");
    }

    @Test
    void parse_structureCutAnywhere_isRefused() {
        byte[] der = der();
        for (int length = 0; length < der.length; length++) {
            assertRefused(PublicKeys.pem(Arrays.copyOf(der, length)), "");
        }
    }

    @Test
    void parse_randomChanges_isTakenOrRefusedButNothingElse() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 300; i++) {
            byte[] der = der();
            der[random.nextInt(40)] = (byte) random.nextInt();
            try {
                RsaPublicKey.parse(PublicKeys.pem(der));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("[ -~]+");
            }
        }
    }

    @Test
    void parse_linesEndingWithCarriageReturn_isTaken() {
        assertThatCode(() -> RsaPublicKey.parse(GOOD.replace("\n", "\r\n"))).doesNotThrowAnyException();
    }

    private static byte[] der() {
        return Base64.getMimeDecoder().decode(GOOD.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static void assertRefused(String pem, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RsaPublicKey.parse(pem))
                .withMessageContaining(message);
    }
}
