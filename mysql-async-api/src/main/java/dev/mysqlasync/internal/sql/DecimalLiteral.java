package dev.mysqlasync.internal.sql;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Writes large numbers without an exponent, and checks their length first. A BigDecimal always gets a decimal point,
 * because a number without one would be an integer.
 */
final class DecimalLiteral {

    private static final int LONGEST = 100;

    /** A number of 100 digits has at most this many bits. */
    private static final int MOST_BITS = 333;

    private DecimalLiteral() {}

    /** The literal; throws {@link IllegalArgumentException} if it would be longer than any DECIMAL. */
    static String of(Number value) {
        BigInteger digits = value instanceof BigDecimal decimal ? decimal.unscaledValue() : (BigInteger) value;
        requireShort(digits.bitLength() <= MOST_BITS);
        BigDecimal number = value instanceof BigDecimal decimal ? decimal : new BigDecimal(digits);
        long integerDigits = Math.max(1, (long) number.precision() - number.scale());
        requireShort(integerDigits + Math.max(0, number.scale()) <= LONGEST);
        String text = number.toPlainString();
        requireShort(text.length() <= LONGEST);
        return value instanceof BigDecimal && text.indexOf('.') < 0 ? text + '.' : text;
    }

    private static void requireShort(boolean isShort) {
        if (!isShort) {
            throw new IllegalArgumentException(
                    "a number has more than " + LONGEST + " characters; a DECIMAL has at most 65 digits");
        }
    }
}
