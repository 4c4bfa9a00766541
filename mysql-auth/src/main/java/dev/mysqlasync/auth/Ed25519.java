package dev.mysqlasync.auth;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Ed25519 signatures whose seed is a password of any length, as in MariaDB's plugin. General implementations accept
 * only seeds of 32 bytes. The points are calculated on the curve's Weierstrass form and converted to the Edwards form
 * at the end: {@code x = c * u / v} and {@code y = (u - 1) / (u + 1)}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1">RFC 8032, 5.1</a>
 */
final class Ed25519 {

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("curve25519");
    private static final BigInteger ORDER = CURVE.getN();
    private static final BigInteger PRIME = CURVE.getCurve().getField().getCharacteristic();
    private static final BigInteger MONTGOMERY_A = BigInteger.valueOf(486662);
    private static final BigInteger SHIFT = MONTGOMERY_A.multiply(inverse(BigInteger.valueOf(3)));
    /** The base point's x in the Edwards form. RFC 8032 defines the sign of c by it. */
    private static final BigInteger BASE_X =
            new BigInteger("15112221349535400772501151409588531511454012693041857206046113283949847762202");

    private static final BigInteger C = BASE_X.multiply(
                    CURVE.getG().normalize().getAffineYCoord().toBigInteger())
            .multiply(inverse(u(CURVE.getG().normalize())))
            .mod(PRIME);

    private Ed25519() {}

    /** The signature of a message, 64 bytes. The same password and message give the same signature. */
    static byte[] sign(Secret password, byte[] message) {
        byte[] expanded = expand(password);
        try {
            BigInteger a = scalar(expanded);
            BigInteger r = number(sha512(Arrays.copyOfRange(expanded, 32, 64), message));
            byte[] commitment = point(r);
            BigInteger k = number(sha512(commitment, point(a), message));
            byte[] signature = Arrays.copyOf(commitment, 64);
            System.arraycopy(littleEndian(k.multiply(a).add(r).mod(ORDER)), 0, signature, 32, 32);
            return signature;
        } finally {
            Arrays.fill(expanded, (byte) 0);
        }
    }

    /** The public key, 32 bytes. The server stores it for the account. */
    static byte[] publicKey(Secret password) {
        byte[] expanded = expand(password);
        try {
            return point(scalar(expanded));
        } finally {
            Arrays.fill(expanded, (byte) 0);
        }
    }

    private static byte[] expand(Secret password) {
        byte[] utf8 = password.utf8();
        try {
            return sha512(utf8);
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    private static BigInteger scalar(byte[] expanded) {
        byte[] clamped = Arrays.copyOf(expanded, 32);
        clamped[0] &= (byte) 0xF8;
        clamped[31] &= 0x3F;
        clamped[31] |= 0x40;
        try {
            return number(clamped).mod(ORDER);
        } finally {
            Arrays.fill(clamped, (byte) 0);
        }
    }

    /** The base point times the scalar, encoded: y, with the lowest bit of x as its highest bit. */
    private static byte[] point(BigInteger scalar) {
        ECPoint product = new FixedPointCombMultiplier()
                .multiply(CURVE.getG(), scalar.mod(ORDER))
                .normalize();
        BigInteger u = u(product);
        BigInteger v = product.getAffineYCoord().toBigInteger();
        BigInteger x = C.multiply(u).multiply(inverse(v)).mod(PRIME);
        BigInteger y = u.subtract(BigInteger.ONE)
                .multiply(inverse(u.add(BigInteger.ONE)))
                .mod(PRIME);
        byte[] encoded = littleEndian(y);
        encoded[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
        return encoded;
    }

    private static BigInteger u(ECPoint normalized) {
        return normalized.getAffineXCoord().toBigInteger().subtract(SHIFT).mod(PRIME);
    }

    private static BigInteger inverse(BigInteger number) {
        return number.modInverse(PRIME);
    }

    private static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] littleEndian(BigInteger number) {
        return Arrays.copyOf(reversed(number.toByteArray()), 32);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
