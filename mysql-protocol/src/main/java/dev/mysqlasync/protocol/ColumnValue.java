package dev.mysqlasync.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * A Java value to be encoded for a column, in the text or the binary protocol. Refuses values that the column cannot
 * hold.
 */
record ColumnValue(ColumnDefinition41 column, ValueKind kind, Object value) {

    static ColumnValue of(ColumnDefinition41 column, Object value) {
        return new ColumnValue(column, ValueKind.of(column), value);
    }

    byte[] toText() {
        return switch (kind) {
            case INTEGER -> ascii(TextForm.padded(column, Long.toString(integer())));
            case UNSIGNED -> ascii(TextForm.padded(column, Long.toUnsignedString(integer())));
            case FLOAT -> ascii(TextForm.padded(column, FloatingText.of(floatValue(), column.decimals())));
            case DOUBLE -> ascii(TextForm.padded(column, FloatingText.of(doubleValue(), column.decimals())));
            case DATE -> ascii(TemporalText.date(dateTime()));
            case DATETIME -> ascii(TemporalText.dateTime(dateTime(), column.decimals()));
            case TIME -> ascii(TemporalText.time(time(), column.decimals()));
            case DECIMAL, BIT, TEXT, BYTES, VECTOR -> bytes();
        };
    }

    void writeBinary(PayloadWriter out) {
        switch (kind) {
            case INTEGER, UNSIGNED -> writeInteger(out, integer());
            case FLOAT -> out.writeInt4(Float.floatToRawIntBits(floatValue()));
            case DOUBLE -> out.writeInt8(Double.doubleToRawLongBits(doubleValue()));
            case DATE, DATETIME -> BinaryTemporals.write(out, dateTime());
            case TIME -> BinaryTemporals.write(out, time());
            case DECIMAL, BIT, TEXT, BYTES, VECTOR -> out.writeLenencBytes(bytes());
        }
    }

    private void writeInteger(PayloadWriter out, long bits) {
        switch (BinaryRows.widthOf(column.type())) {
            case 1 -> out.writeInt1((int) bits);
            case 2 -> out.writeInt2((int) bits);
            case 4 -> out.writeInt4(bits);
            default -> out.writeInt8(bits);
        }
    }

    /** The integer's bits. Refuses integers out of the range of the column's type. */
    private long integer() {
        BigInteger number = integer(value);
        int bits = column.type() == ColumnType.MYSQL_TYPE_INT24 ? 24 : BinaryRows.widthOf(column.type()) * Byte.SIZE;
        boolean fits = kind == ValueKind.UNSIGNED
                ? number.signum() >= 0 && number.bitLength() <= bits
                : number.bitLength() < bits;
        if (!fits) {
            throw new IllegalArgumentException(describe() + " cannot hold the number: it is out of range");
        }
        return number.longValue();
    }

    private BigInteger integer(Object number) {
        if (number instanceof BigInteger big) {
            return big;
        }
        if (number instanceof Boolean flag) {
            return flag ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (number instanceof Byte || number instanceof Short || number instanceof Integer || number instanceof Long) {
            return BigInteger.valueOf(((Number) number).longValue());
        }
        throw unfit();
    }

    private float floatValue() {
        float number = number().floatValue();
        requireFinite(Float.isFinite(number));
        return number;
    }

    private double doubleValue() {
        double number = number().doubleValue();
        requireFinite(Double.isFinite(number));
        return number;
    }

    private void requireFinite(boolean finite) {
        if (!finite) {
            throw new IllegalArgumentException(describe() + " cannot hold NaN or infinity");
        }
    }

    private Number number() {
        if (value instanceof Number number) {
            return number;
        }
        throw unfit();
    }

    private DateTimeParts dateTime() {
        DateTimeParts parts = anyDateTime();
        if (kind == ValueKind.DATE && parts.hasTime()) {
            throw new IllegalArgumentException(describe() + " cannot hold a time of day");
        }
        return parts;
    }

    private DateTimeParts anyDateTime() {
        if (value instanceof LocalDate date) {
            return DateTimeParts.of(date);
        }
        if (value instanceof LocalDateTime dateTime) {
            return DateTimeParts.of(dateTime);
        }
        byte[] text = text();
        try {
            return TemporalText.dateTime(text, 0, text.length);
        } catch (UnreadableValueException e) {
            throw new IllegalArgumentException(describe() + ": " + e.reason(), e);
        }
    }

    private TimeParts time() {
        if (value instanceof Duration duration) {
            return TimeParts.of(duration);
        }
        if (value instanceof LocalTime time) {
            return TimeParts.of(time);
        }
        byte[] text = text();
        try {
            return TemporalText.time(text, 0, text.length);
        } catch (UnreadableValueException e) {
            throw new IllegalArgumentException(describe() + ": " + e.reason(), e);
        }
    }

    /** The bytes that both protocols send after their length-encoded length. */
    private byte[] bytes() {
        if (column.type() == ColumnType.MYSQL_TYPE_NULL) {
            throw unfit();
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof float[] vector && kind == ValueKind.VECTOR) {
            return Vectors.encode(vector);
        }
        if (kind == ValueKind.BIT) {
            return bits(integer(value));
        }
        if (kind == ValueKind.DECIMAL && value instanceof Number) {
            return ascii(new BigDecimal(value.toString()).toPlainString());
        }
        return text();
    }

    private byte[] bits(BigInteger number) {
        int count = Bytes.bitCount(column.length());
        if (number.signum() < 0 || number.bitLength() > count) {
            throw new IllegalArgumentException(describe() + " has only " + count + " bits");
        }
        return Bytes.bits(number.longValue(), column.length());
    }

    private byte[] text() {
        if (value instanceof CharSequence text) {
            return Utf8.encode(text);
        }
        throw unfit();
    }

    private IllegalArgumentException unfit() {
        return new IllegalArgumentException(
                describe() + " cannot hold a " + value.getClass().getName());
    }

    private String describe() {
        return "column '" + column.name() + "' (" + SqlTypeName.of(column) + ")";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
