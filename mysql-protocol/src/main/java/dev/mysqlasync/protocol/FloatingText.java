package dev.mysqlasync.protocol;

import java.math.BigDecimal;

/**
 * Writes floating point numbers in MySQL's style: the fewest digits that stand for the value, filled up to the column's
 * decimals if it has a fixed number of them, and an exponent only for very large and very small values.
 */
final class FloatingText {

    /** Decimals from here on say that their number is not fixed: MySQL sends 31, MariaDB 39. */
    private static final int NOT_FIXED = 31;

    private static final int PLAIN_DIGITS = 15;

    private FloatingText() {}

    static String of(float value, int decimals) {
        return of(value < 0 || 1 / value < 0, new BigDecimal(Float.toString(Math.abs(value))), decimals);
    }

    static String of(double value, int decimals) {
        return of(value < 0 || 1 / value < 0, BigDecimal.valueOf(Math.abs(value)), decimals);
    }

    private static String of(boolean negative, BigDecimal magnitude, int decimals) {
        BigDecimal shortest = magnitude.stripTrailingZeros();
        boolean fixed = decimals < NOT_FIXED && shortest.scale() <= decimals;
        String text = fixed ? shortest.setScale(decimals).toPlainString() : shortest(shortest);
        return negative ? "-" + text : text;
    }

    private static String shortest(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -PLAIN_DIGITS && exponent < PLAIN_DIGITS) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return digits.charAt(0) + fraction + "e" + exponent;
    }
}
