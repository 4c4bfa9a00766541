package dev.mysqlasync.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Writes a DECIMAL without an exponent. Checks the length first, so that a huge exponent costs neither time nor memory.
 */
final class DecimalText {

    /** The bits of the largest number of 100 digits. */
    private static final int MAX_BITS = 333;

    private DecimalText() {}

    /** Throws {@link IllegalArgumentException} if the text is longer than any DECIMAL. */
    static String of(Number value) {
        if (value instanceof BigInteger integer) {
            requireShort(integer.bitLength() <= MAX_BITS);
            return ofShort(new BigDecimal(integer));
        }
        BigDecimal decimal = (BigDecimal) value;
        requireShort(decimal.unscaledValue().bitLength() <= MAX_BITS);
        return ofShort(decimal);
    }

    private static String ofShort(BigDecimal value) {
        long integerDigits = Math.max(1, (long) value.precision() - value.scale());
        requireShort(integerDigits + Math.max(0, value.scale()) <= NumericText.MAX_DECIMAL_LENGTH);
        String text = value.toPlainString();
        requireShort(text.length() <= NumericText.MAX_DECIMAL_LENGTH);
        return text;
    }

    private static void requireShort(boolean isShort) {
        if (!isShort) {
            throw new IllegalArgumentException("the number has more than " + NumericText.MAX_DECIMAL_LENGTH
                    + " characters; a DECIMAL has at most 65 digits");
        }
    }
}
