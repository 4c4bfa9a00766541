package dev.mysqlasync.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A view of one row of a resultset within a buffer. {@link #wrap} moves the view to a row and locates its values. A
 * getter decodes one value. One view serves all rows of a resultset. {@link #wrap} and the getters of primitives
 * allocate nothing. The exception is a FLOAT or DOUBLE in the text protocol with more digits than a {@code double}
 * holds exactly.
 *
 * <p>Both protocols return the same Java value for an SQL value, except where the server rounds in the text protocol.
 * There a FLOAT has at most six digits. If a FLOAT or DOUBLE has fixed decimals, {@link #getDouble}, {@link #getFloat}
 * and {@link #getObject} see only those decimals in the text protocol.
 *
 * <p>Getters convert values if nothing is lost, and throw otherwise:
 *
 * <ul>
 *   <li>Getters of numbers read numeric columns, BIT columns (as unsigned numbers) and text that is a number. The range
 *       is checked. A getter of an integer accepts a fraction only of zeros. {@link #getFloat} and {@link #getDouble}
 *       round to the nearest value.
 *   <li>Getters of {@code java.time} types read temporal columns and text in MySQL's temporal formats. Zero dates and
 *       invalid dates are refused. A DATETIME is neither a {@link LocalDate} nor a {@link LocalTime}: use
 *       {@link #getLocalDateTime}.
 *   <li>{@link #getString} returns every value except VECTOR in MySQL's text form, zero dates included.
 *   <li>{@link #getBytes} returns the bytes of strings, DECIMAL, BIT and VECTOR. Of other values it returns the text in
 *       UTF-8.
 * </ul>
 *
 * <p>If a value cannot be decoded, only that getter fails, with {@link ValueDecodeException}. For NULL, getters of
 * objects return null, and getters of primitives throw {@link ValueDecodeException}. Column indexes count from 0. An
 * index out of range throws {@link IndexOutOfBoundsException}.
 *
 * <p>Not thread-safe. No returned object refers to the buffer.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class RowView {

    private final RowLayout layout;
    private final int[] offsets;
    private final int[] lengths;
    private byte[] buffer = new byte[0];
    private int from;
    private int to;

    public RowView(RowFormat format, List<ColumnDefinition41> columns) {
        this(RowLayout.of(format, columns));
    }

    /** Creates a view without a row; all its values are NULL. */
    public RowView(RowLayout layout) {
        this.layout = layout;
        this.offsets = new int[layout.columnCount()];
        this.lengths = new int[layout.columnCount()];
        Arrays.fill(lengths, TextRows.NULL);
    }

    /**
     * Moves the view to a row: the bytes of {@code buffer} from {@code from} (inclusive) to {@code to} (exclusive). The
     * view is valid until these bytes change.
     *
     * @throws ProtocolException if the payload is not exactly one row of this layout; all values are NULL then
     */
    public void wrap(byte[] buffer, int from, int to) {
        Objects.checkFromToIndex(from, to, buffer.length);
        this.buffer = buffer;
        this.from = from;
        this.to = to;
        try {
            if (layout.format() == RowFormat.TEXT) {
                TextRows.locate(buffer, from, to, offsets, lengths);
            } else {
                BinaryRows.locate(buffer, from, to, layout.widths(), offsets, lengths);
            }
        } catch (ProtocolException e) {
            Arrays.fill(lengths, TextRows.NULL);
            throw e;
        }
    }

    public RowLayout layout() {
        return layout;
    }

    public RowFormat format() {
        return layout.format();
    }

    public List<ColumnDefinition41> columns() {
        return layout.columns();
    }

    /** The array that holds the row. */
    public byte[] buffer() {
        return buffer;
    }

    /** The index in {@link #buffer()} of the payload's first byte. */
    public int from() {
        return from;
    }

    /** The index in {@link #buffer()} after the payload's last byte. */
    public int to() {
        return to;
    }

    /** The index in {@link #buffer()} of the value's first byte; undefined for NULL. */
    public int valueOffset(int column) {
        return offsets[column];
    }

    /** The value's length in bytes, without its length prefix; negative for NULL. */
    public int valueLength(int column) {
        return lengths[column];
    }

    public boolean isNull(int column) {
        return lengths[column] < 0;
    }

    /**
     * Whether the value is true in MySQL's sense: a number other than zero. Text may also be {@code true} or
     * {@code false}, in any case.
     */
    public boolean getBoolean(int column) {
        requireValue(column, "boolean");
        try {
            return Numbers.toBoolean(this, column);
        } catch (UnreadableValueException e) {
            throw DecodeFailures.of(this, column, "boolean", e);
        }
    }

    public byte getByte(int column) {
        return (byte) getIntegral(column, "byte", Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    public short getShort(int column) {
        return (short) getIntegral(column, "short", Short.MIN_VALUE, Short.MAX_VALUE);
    }

    public int getInt(int column) {
        return (int) getIntegral(column, "int", Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    public long getLong(int column) {
        return getIntegral(column, "long", Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * The 64 bits of an unsigned number. One of 2<sup>63</sup> or more is returned as a negative number. Negative SQL
     * values are refused.
     */
    public long getUnsignedLong(int column) {
        requireValue(column, "unsigned long");
        try {
            return Numbers.toUnsignedLong(this, column);
        } catch (UnreadableValueException e) {
            throw DecodeFailures.of(this, column, "unsigned long", e);
        }
    }

    public float getFloat(int column) {
        requireValue(column, "float");
        try {
            return Numbers.toFloat(this, column);
        } catch (UnreadableValueException e) {
            throw DecodeFailures.of(this, column, "float", e);
        }
    }

    public double getDouble(int column) {
        requireValue(column, "double");
        try {
            return Numbers.toDouble(this, column);
        } catch (UnreadableValueException e) {
            throw DecodeFailures.of(this, column, "double", e);
        }
    }

    /**
     * A number of at most 100 characters. For a FLOAT or DOUBLE it is the shortest decimal that identifies the value,
     * rounded to the column's decimals if they are fixed.
     */
    public @Nullable BigDecimal getBigDecimal(int column) {
        return read(column, "BigDecimal", Numbers::toBigDecimal);
    }

    public @Nullable BigInteger getBigInteger(int column) {
        return read(column, "BigInteger", Numbers::toBigInteger);
    }

    /** The value as text. A string must be valid UTF-8. Numbers and BIT are in decimal; a ZEROFILL column is padded. */
    public @Nullable String getString(int column) {
        return read(column, "String", TextForm::toText);
    }

    /** A copy of the value's bytes; for numbers and temporal values, those of their text. */
    public byte @Nullable [] getBytes(int column) {
        return read(column, "byte[]", TextForm::toBytes);
    }

    public @Nullable LocalDate getLocalDate(int column) {
        return read(column, "LocalDate", TemporalValues::toLocalDate);
    }

    /** A TIME from 00:00:00 to 23:59:59.999999. */
    public @Nullable LocalTime getLocalTime(int column) {
        return read(column, "LocalTime", TemporalValues::toLocalTime);
    }

    /**
     * Whether a DATE, DATETIME or TIMESTAMP is a zero date, has a zero month or day, or is not in the calendar, such as
     * {@code 2024-02-31}. False for NULL and for values that cannot be decoded.
     */
    public boolean isImpossibleDate(int column) {
        return lengths[column] >= 0 && TemporalValues.isImpossibleDate(this, column);
    }

    /** A DATETIME, or a TIMESTAMP in the session's time zone. A DATE is returned as the start of its day. */
    public @Nullable LocalDateTime getLocalDateTime(int column) {
        return read(column, "LocalDateTime", TemporalValues::toLocalDateTime);
    }

    /** A TIME, from -838:59:59.999999 to 838:59:59.999999. */
    public @Nullable Duration getDuration(int column) {
        return read(column, "Duration", TemporalValues::toDuration);
    }

    /** The elements of a VECTOR, or of a binary string: MariaDB sends its VECTOR as one. */
    public float @Nullable [] getVector(int column) {
        return read(column, "float[]", Vectors::toVector);
    }

    /**
     * The value as the Java type of its column's type.
     *
     * <ul>
     *   <li>TINYINT, SMALLINT, MEDIUMINT, INT and YEAR: {@link Integer}; INT UNSIGNED: {@link Long}
     *   <li>BIGINT: {@link Long}; BIGINT UNSIGNED: {@link BigInteger}
     *   <li>FLOAT: {@link Float}; DOUBLE: {@link Double}; DECIMAL: {@link BigDecimal}
     *   <li>DATE: {@link LocalDate}; DATETIME and TIMESTAMP: {@link LocalDateTime}; TIME: {@link Duration}
     *   <li>character strings, ENUM, SET, JSON, and MariaDB's UUID and INET6: {@link String}
     *   <li>binary strings, GEOMETRY (SRID and WKB) and BIT (big-endian): {@code byte[]}
     *   <li>VECTOR: {@code float[]}; MariaDB's: {@code byte[]}, see {@link #getVector}
     * </ul>
     */
    public @Nullable Object getObject(int column) {
        return read(column, "its default type", DefaultValues::toObject);
    }

    ValueKind kind(int column) {
        return layout.kind(column);
    }

    ColumnDefinition41 column(int column) {
        return layout.columns().get(column);
    }

    boolean isText() {
        return layout.format() == RowFormat.TEXT;
    }

    private long getIntegral(int column, String target, long min, long max) {
        requireValue(column, target);
        try {
            long value = Numbers.toLong(this, column);
            if (value < min || value > max) {
                throw new UnreadableValueException("out of range");
            }
            return value;
        } catch (UnreadableValueException e) {
            throw DecodeFailures.of(this, column, target, e);
        }
    }

    private void requireValue(int column, String target) {
        if (lengths[column] < 0) {
            throw DecodeFailures.ofNull(this, column, target);
        }
    }

    private <T> @Nullable T read(int column, String target, ValueReader<T> reader) {
        if (lengths[column] < 0) {
            return null;
        }
        try {
            return reader.read(this, column);
        } catch (UnreadableValueException e) {
            throw DecodeFailures.of(this, column, target, e);
        }
    }

    /** Decodes a value that is not NULL, or throws {@link UnreadableValueException}. */
    private interface ValueReader<T> {
        T read(RowView row, int column);
    }
}
