package dev.mysqlasync.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Decodes a value as a number, whatever its kind. The value must not be NULL. All methods throw
 * {@link UnreadableValueException} if the value cannot be represented in the type asked for.
 */
final class Numbers {

    private static final String NOT_NUMERIC = "not a numeric column";
    private static final String OUT_OF_RANGE = "out of range";
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Numbers() {}

    static long toLong(RowView row, int column) {
        return switch (row.kind(column)) {
            case INTEGER -> integer(row, column);
            case UNSIGNED, BIT -> requireSigned(unsigned(row, column));
            case FLOAT, DOUBLE -> integral(floating(row, column), -TWO_TO_63, TWO_TO_63);
            case DECIMAL, TEXT -> NumericText.toLong(row.buffer(), row.valueOffset(column), row.valueLength(column));
            default -> throw new UnreadableValueException(NOT_NUMERIC);
        };
    }

    static long toUnsignedLong(RowView row, int column) {
        return switch (row.kind(column)) {
            case INTEGER -> requireNotNegative(integer(row, column));
            case UNSIGNED, BIT -> unsigned(row, column);
            case FLOAT, DOUBLE -> integral(floating(row, column), 0, TWO_TO_64);
            case DECIMAL, TEXT ->
                NumericText.toUnsignedLong(row.buffer(), row.valueOffset(column), row.valueLength(column));
            default -> throw new UnreadableValueException(NOT_NUMERIC);
        };
    }

    static boolean toBoolean(RowView row, int column) {
        return switch (row.kind(column)) {
            case INTEGER -> integer(row, column) != 0;
            case UNSIGNED, BIT -> unsigned(row, column) != 0;
            case TEXT -> NumericText.toBoolean(row.buffer(), row.valueOffset(column), row.valueLength(column));
            default -> toDouble(row, column) != 0;
        };
    }

    static double toDouble(RowView row, int column) {
        return switch (row.kind(column)) {
            case INTEGER -> integer(row, column);
            case UNSIGNED, BIT -> {
                long bits = unsigned(row, column);
                yield bits >= 0 ? bits : (double) halved(bits) * 2;
            }
            case FLOAT, DOUBLE -> floating(row, column);
            case DECIMAL, TEXT -> NumericText.toDouble(row.buffer(), row.valueOffset(column), row.valueLength(column));
            default -> throw new UnreadableValueException(NOT_NUMERIC);
        };
    }

    static float toFloat(RowView row, int column) {
        return switch (row.kind(column)) {
            case INTEGER -> integer(row, column);
            case UNSIGNED, BIT -> {
                long bits = unsigned(row, column);
                yield bits >= 0 ? bits : (float) halved(bits) * 2;
            }
            case FLOAT -> (float) floating(row, column);
            case DOUBLE -> narrow(floating(row, column));
            case DECIMAL, TEXT -> NumericText.toFloat(row.buffer(), row.valueOffset(column), row.valueLength(column));
            default -> throw new UnreadableValueException(NOT_NUMERIC);
        };
    }

    static BigDecimal toBigDecimal(RowView row, int column) {
        return switch (row.kind(column)) {
            case INTEGER -> BigDecimal.valueOf(integer(row, column));
            case UNSIGNED, BIT -> new BigDecimal(toUnsigned(unsigned(row, column)));
            case FLOAT, DOUBLE -> decimal(row, column);
            case DECIMAL, TEXT ->
                NumericText.toBigDecimal(row.buffer(), row.valueOffset(column), row.valueLength(column));
            default -> throw new UnreadableValueException(NOT_NUMERIC);
        };
    }

    /** With fixed decimals, the same number as in the text protocol, where the server rounds. */
    private static BigDecimal decimal(RowView row, int column) {
        if (FloatingText.isFixed(row.column(column).decimals())) {
            return BigDecimal.valueOf(Double.parseDouble(TextForm.floating(row, column)));
        }
        double value = floating(row, column);
        return row.kind(column) == ValueKind.FLOAT
                ? new BigDecimal(Float.toString((float) value))
                : BigDecimal.valueOf(value);
    }

    static BigInteger toBigInteger(RowView row, int column) {
        return switch (row.kind(column)) {
            case INTEGER -> BigInteger.valueOf(integer(row, column));
            case UNSIGNED, BIT -> toUnsigned(unsigned(row, column));
            case FLOAT, DOUBLE -> requireIntegral(new BigDecimal(floating(row, column)));
            default -> requireIntegral(toBigDecimal(row, column));
        };
    }

    /** A value of kind FLOAT or DOUBLE. A FLOAT is read in single precision in both protocols. */
    static double floating(RowView row, int column) {
        int at = row.valueOffset(column);
        int length = row.valueLength(column);
        boolean single = row.kind(column) == ValueKind.FLOAT;
        if (row.isText()) {
            return single
                    ? NumericText.toFloat(row.buffer(), at, length)
                    : NumericText.toDouble(row.buffer(), at, length);
        }
        double value = single
                ? Float.intBitsToFloat(Bytes.int4(row.buffer(), at))
                : Double.longBitsToDouble(Bytes.int8(row.buffer(), at));
        if (!Double.isFinite(value)) {
            throw new UnreadableValueException("not a finite number");
        }
        return value;
    }

    static BigInteger toUnsigned(long bits) {
        BigInteger value = BigInteger.valueOf(bits);
        return bits >= 0 ? value : value.add(BigInteger.ONE.shiftLeft(Long.SIZE));
    }

    private static long integer(RowView row, int column) {
        int at = row.valueOffset(column);
        int length = row.valueLength(column);
        return row.isText()
                ? NumericText.toLong(row.buffer(), at, length)
                : switch (length) {
                    case 1 -> row.buffer()[at];
                    case 2 -> (short) Bytes.int2(row.buffer(), at);
                    case 4 -> Bytes.int4(row.buffer(), at);
                    default -> Bytes.int8(row.buffer(), at);
                };
    }

    /** The bits of a value of kind UNSIGNED or BIT. */
    private static long unsigned(RowView row, int column) {
        int at = row.valueOffset(column);
        int length = row.valueLength(column);
        if (row.kind(column) == ValueKind.BIT) {
            return row.layout().bitsAreDigits()
                    ? bitsOfDigits(row.buffer(), at, length)
                    : bits(row.buffer(), at, length);
        }
        return row.isText()
                ? NumericText.toUnsignedLong(row.buffer(), at, length)
                : switch (length) {
                    case 1 -> row.buffer()[at] & 0xFF;
                    case 2 -> Bytes.int2(row.buffer(), at);
                    case 4 -> Bytes.int4(row.buffer(), at) & 0xFFFF_FFFFL;
                    default -> Bytes.int8(row.buffer(), at);
                };
    }

    private static long bits(byte[] buffer, int at, int length) {
        if (length == 0 || length > Long.BYTES) {
            throw new UnreadableValueException("not 1 to 8 bytes of bits");
        }
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits = bits << Byte.SIZE | buffer[at + i] & 0xFF;
        }
        return bits;
    }

    /** MySQL writes 64 bits with the highest bit set as a negative number, MariaDB as a positive one. */
    private static long bitsOfDigits(byte[] buffer, int at, int length) {
        return length > 0 && buffer[at] == '-'
                ? NumericText.toLong(buffer, at, length)
                : NumericText.toUnsignedLong(buffer, at, length);
    }

    /**
     * Half of an unsigned number. The bit shifted out is merged into the lowest bit, so that rounding takes it into
     * account.
     */
    private static long halved(long bits) {
        return bits >>> 1 | bits & 1;
    }

    private static long integral(double value, double min, double limit) {
        if (value != Math.rint(value)) {
            throw new UnreadableValueException("not an integer");
        }
        if (value < min || value >= limit) {
            throw new UnreadableValueException(OUT_OF_RANGE);
        }
        return value < TWO_TO_63 ? (long) value : (long) (value - TWO_TO_63) | Long.MIN_VALUE;
    }

    private static float narrow(double value) {
        float narrowed = (float) value;
        if (Float.isInfinite(narrowed)) {
            throw new UnreadableValueException(OUT_OF_RANGE);
        }
        return narrowed;
    }

    private static long requireSigned(long bits) {
        if (bits < 0) {
            throw new UnreadableValueException(OUT_OF_RANGE);
        }
        return bits;
    }

    private static long requireNotNegative(long value) {
        if (value < 0) {
            throw new UnreadableValueException("a negative number");
        }
        return value;
    }

    private static BigInteger requireIntegral(BigDecimal value) {
        try {
            return value.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new UnreadableValueException("not an integer");
        }
    }
}
