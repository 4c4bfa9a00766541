package dev.mysqlasync.protocol;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Parses numbers of the form {@code -?digits(.digits)?(e[+-]?digits)?} in ASCII. Integers may have no exponent, and a
 * fraction only of zeros. All methods throw {@link UnreadableValueException} for anything else.
 */
final class NumericText {

    /** A limit above any DECIMAL (65 digits) and low enough that parsing is cheap. */
    static final int MAX_DECIMAL_LENGTH = 100;

    /**
     * A limit above any DOUBLE that a server writes without an exponent: 309 digits before the point and 30 after it.
     */
    private static final int MAX_DOUBLE_LENGTH = 400;

    private static final int MAX_EXPONENT_DIGITS = 4;
    private static final long MAX_UNSIGNED_TENTH = Long.divideUnsigned(-1, 10);

    /** The powers of ten that a double holds exactly. A float holds those up to 1e10. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int SCALE_BITS = 5;
    private static final int SCALE_MASK = (1 << SCALE_BITS) - 1;
    private static final int MAX_FLOAT_SCALE = 10;
    private static final long MAX_EXACT_FLOAT = 1L << 24;
    private static final long MAX_EXACT_DOUBLE = 1L << 53;

    private NumericText() {}

    static long toLong(byte[] text, int at, int length) {
        boolean negative = isNegative(text, at, length);
        long magnitude = magnitude(text, negative ? at + 1 : at, at + length);
        if (negative ? Long.compareUnsigned(magnitude, Long.MIN_VALUE) > 0 : magnitude < 0) {
            throw outOfRange();
        }
        return negative ? -magnitude : magnitude;
    }

    static long toUnsignedLong(byte[] text, int at, int length) {
        boolean negative = isNegative(text, at, length);
        long magnitude = magnitude(text, negative ? at + 1 : at, at + length);
        if (negative && magnitude != 0) {
            throw new UnreadableValueException("a negative number");
        }
        return magnitude;
    }

    static boolean toBoolean(byte[] text, int at, int length) {
        if (length == 4 && isWord("true", text, at)) {
            return true;
        }
        return !(length == 5 && isWord("false", text, at)) && toDouble(text, at, length) != 0;
    }

    static double toDouble(byte[] text, int at, int length) {
        requireNumber(text, at, length);
        boolean negative = isNegative(text, at, length);
        long exact = exact(text, negative ? at + 1 : at, at + length);
        if (exact < 0) {
            return requireFinite(Double.parseDouble(ascii(text, at, length)));
        }
        double value = (exact >> SCALE_BITS) / POWERS_OF_TEN[(int) exact & SCALE_MASK];
        return negative ? -value : value;
    }

    static float toFloat(byte[] text, int at, int length) {
        requireNumber(text, at, length);
        boolean negative = isNegative(text, at, length);
        long exact = exact(text, negative ? at + 1 : at, at + length);
        int scale = (int) exact & SCALE_MASK;
        if (exact < 0 || scale > MAX_FLOAT_SCALE || exact >> SCALE_BITS > MAX_EXACT_FLOAT) {
            return (float) requireFinite(Float.parseFloat(ascii(text, at, length)));
        }
        float value = (exact >> SCALE_BITS) / (float) POWERS_OF_TEN[scale];
        return negative ? -value : value;
    }

    static BigDecimal toBigDecimal(byte[] text, int at, int length) {
        if (length > MAX_DECIMAL_LENGTH) {
            throw new UnreadableValueException("more than " + MAX_DECIMAL_LENGTH + " characters");
        }
        requireNumber(text, at, length);
        return new BigDecimal(ascii(text, at, length));
    }

    private static boolean isNegative(byte[] text, int at, int length) {
        return length > 0 && text[at] == '-';
    }

    /** The bits of an unsigned 64-bit number. */
    private static long magnitude(byte[] text, int from, int to) {
        long value = 0;
        int at = from;
        for (; at < to && isDigit(text[at]); at++) {
            int digit = text[at] - '0';
            if (value < 0 || value > MAX_UNSIGNED_TENTH || value == MAX_UNSIGNED_TENTH && digit > 5) {
                throw outOfRange();
            }
            value = value * 10 + digit;
        }
        if (at == from) {
            throw notANumber();
        }
        if (at < to) {
            requireZeroFraction(text, at, to);
        }
        return value;
    }

    private static void requireZeroFraction(byte[] text, int point, int to) {
        if (text[point] != '.' || point + 1 == to || skipDigits(text, point + 1, to) != to) {
            throw new UnreadableValueException("not an integer");
        }
        for (int at = point + 1; at < to; at++) {
            if (text[at] != '0') {
                throw new UnreadableValueException("not an integer");
            }
        }
    }

    /**
     * Packs the digits as one integer, shifted left, and the number of decimals. Negative if dividing the integer by
     * that power of ten would not give the correctly rounded value.
     */
    private static long exact(byte[] text, int from, int to) {
        long digits = 0;
        int scale = 0;
        boolean fraction = false;
        for (int at = from; at < to; at++) {
            byte c = text[at];
            if (c == '.') {
                fraction = true;
                continue;
            }
            digits = digits * 10 + (c - '0');
            scale += fraction ? 1 : 0;
            if (!isDigit(c) || digits > MAX_EXACT_DOUBLE || scale >= POWERS_OF_TEN.length) {
                return -1;
            }
        }
        return digits << SCALE_BITS | scale;
    }

    private static void requireNumber(byte[] text, int at, int length) {
        int to = at + length;
        int from = isNegative(text, at, length) ? at + 1 : at;
        int next = skipDigits(text, from, to);
        boolean number = next > from && length <= MAX_DOUBLE_LENGTH;
        if (next < to && text[next] == '.') {
            int fraction = next + 1;
            next = skipDigits(text, fraction, to);
            number &= next > fraction;
        }
        if (next < to && (text[next] | 0x20) == 'e') {
            int exponent = next + 1;
            exponent += exponent < to && (text[exponent] == '-' || text[exponent] == '+') ? 1 : 0;
            next = skipDigits(text, exponent, to);
            number &= next > exponent && next - exponent <= MAX_EXPONENT_DIGITS;
        }
        if (!number || next != to) {
            throw notANumber();
        }
    }

    private static int skipDigits(byte[] text, int from, int to) {
        int at = from;
        while (at < to && isDigit(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(String word, byte[] text, int at) {
        for (int i = 0; i < word.length(); i++) {
            if ((text[at + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String ascii(byte[] text, int at, int length) {
        return new String(text, at, length, StandardCharsets.ISO_8859_1);
    }

    private static double requireFinite(double value) {
        if (Double.isInfinite(value)) {
            throw outOfRange();
        }
        return value;
    }

    private static UnreadableValueException outOfRange() {
        return new UnreadableValueException("out of range");
    }

    private static UnreadableValueException notANumber() {
        return new UnreadableValueException("not a number");
    }
}
