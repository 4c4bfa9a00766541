package dev.mysqlasync.auth;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** Public keys in PEM, such as a server should send and such as it should not. */
final class PublicKeys {

    private static final int FACTOR_BITS = 256;

    private PublicKeys() {}

    static String rsa(int bits) {
        return rsa(bits, BigInteger.valueOf(65537));
    }

    /** A key whose modulus has exactly so many bits; its factors are small, so that it is quickly made. */
    static String rsa(int bits, BigInteger exponent) {
        return rsa(modulus(bits), exponent);
    }

    static String rsa(BigInteger modulus, BigInteger exponent) {
        try {
            var key = new RSAKeyParameters(false, modulus, exponent, true);
            return pem(
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String ellipticCurve() {
        try {
            return pem(KeyPairGenerator.getInstance("EC")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static BigInteger modulus(int bits) {
        Random random = new Random(bits);
        BigInteger product = BigInteger.ONE;
        while (product.bitLength() < bits - 2 * FACTOR_BITS) {
            product = product.multiply(BigInteger.probablePrime(FACTOR_BITS, random));
        }
        BigInteger floor = BigInteger.ONE.shiftLeft(bits - 1);
        return product.multiply(floor.divide(product).nextProbablePrime());
    }
}
