package dev.mysqlasync.protocol;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Writes FLOAT and DOUBLE values as MySQL does: with the fewest digits that identify the value. Only very large and
 * very small values have an exponent. If the column has a fixed number of decimals, the value is rounded or padded to
 * it.
 */
final class FloatingText {

    /** The least {@code decimals} that mean "not fixed": MySQL sends 31, MariaDB 39. */
    private static final int NOT_FIXED = 31;

    private static final int PLAIN_DIGITS = 15;

    private FloatingText() {}

    static boolean isFixed(int decimals) {
        return decimals < NOT_FIXED;
    }

    /** With fixed decimals, a FLOAT is written as the DOUBLE of the same value. */
    static String of(float value, int decimals) {
        return isFixed(decimals)
                ? of((double) value, decimals)
                : signed(value < 0 || 1 / value < 0, shortest(new BigDecimal(Float.toString(Math.abs(value)))));
    }

    static String of(double value, int decimals) {
        BigDecimal shortest = BigDecimal.valueOf(Math.abs(value));
        return signed(
                value < 0 || 1 / value < 0, isFixed(decimals) ? fixed(value, shortest, decimals) : shortest(shortest));
    }

    private static String signed(boolean negative, String magnitude) {
        return negative ? "-" + magnitude : magnitude;
    }

    /** If the shortest form has too many decimals, the exact value is rounded, as servers do. */
    private static String fixed(double value, BigDecimal shortest, int decimals) {
        BigDecimal digits =
                shortest.stripTrailingZeros().scale() <= decimals ? shortest : new BigDecimal(Math.abs(value));
        return digits.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String shortest(BigDecimal digits) {
        BigDecimal value = digits.stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -PLAIN_DIGITS && exponent < PLAIN_DIGITS) {
            return value.toPlainString();
        }
        String text = value.unscaledValue().toString();
        String fraction = text.length() > 1 ? "." + text.substring(1) : "";
        return text.charAt(0) + fraction + "e" + exponent;
    }
}
