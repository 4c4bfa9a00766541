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
 * A window on one row of a resultset where it lies in a buffer. {@link #wrap} moves it to a row and finds the values,
 * which are decoded when asked for; one view serves all rows of a resultset, and wrapping and the getters of primitives
 * allocate nothing (but for a FLOAT or DOUBLE in text form with more digits than a {@code double} holds exactly).
 *
 * <p>Both formats give the same answers for the same SQL value, but for what servers round in text: a FLOAT has no more
 * than six digits there, and of a FLOAT or DOUBLE with fixed decimals {@link #getDouble}, {@link #getFloat} and {@link #getObject}
 * see no more than those there. The getters convert where nothing is lost and refuse where something would be:
 *
 * <ul>
 *   <li>The number getters read numeric columns, BIT columns (as an unsigned number) and text that is a number. The
 *       range is checked, and an integer getter takes a fraction only if it is zero. {@link #getFloat} and
 *       {@link #getDouble} round to the nearest value.
 *   <li>The getters of {@code java.time} read temporal columns and text of their form. A date with a zero in it or one
 *       that the calendar does not have is refused. A DATETIME is no {@link LocalDate} and no {@link LocalTime}: ask for
 *       {@link #getLocalDateTime} and choose.
 *   <li>{@link #getString} gives every value but VECTOR in MySQL's own text form, zero dates included, and
 *       {@link #getBytes} that text's UTF-8 bytes, or the bytes themselves where the value is made of bytes.
 * </ul>
 *
 * <p>A value that cannot be read fails that read with {@link ValueDecodeException} and nothing else. NULL is null to
 * getters of objects; getters of primitives refuse it. Column indexes count from 0; one that is out of range raises
 * {@link IndexOutOfBoundsException}.
 *
 * <p>Not thread-safe. What a getter returns never refers to the buffer.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
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

    /** A view on no row yet: all its values are NULL. */
    public RowView(RowLayout layout) {
        this.layout = layout;
        this.offsets = new int[layout.columnCount()];
        this.lengths = new int[layout.columnCount()];
        Arrays.fill(lengths, TextRows.NULL);
    }

    /**
     * Moves the view to the row whose payload is the bytes of {@code buffer} from {@code from} until before {@code to}.
     * The view is valid as long as these bytes stay as they are.
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

    /** The array that the row lies in. */
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

    /** The index in {@link #buffer()} of the value's first byte; of no meaning for NULL. */
    public int valueOffset(int column) {
        return offsets[column];
    }

    /** The number of bytes of the value, without a length before them; negative for NULL. */
    public int valueLength(int column) {
        return lengths[column];
    }

    public boolean isNull(int column) {
        return lengths[column] < 0;
    }

    /** Whether a number is not zero, as MySQL sees truth; of text also {@code true} and {@code false} in any case. */
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

    /** The 64 bits of an unsigned number: one of 2<sup>63</sup> or more comes out negative. A negative one is refused. */
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
     * A number of at most 100 characters; of a FLOAT or DOUBLE, the shortest decimal that stands for it, rounded to the column's
     * decimals where they are fixed.
     */
    public @Nullable BigDecimal getBigDecimal(int column) {
        return read(column, "BigDecimal", Numbers::toBigDecimal);
    }

    public @Nullable BigInteger getBigInteger(int column) {
        return read(column, "BigInteger", Numbers::toBigInteger);
    }

    /** The value as text, which must be UTF-8. Bits and numbers are in decimal, padded if the column has ZEROFILL. */
    public @Nullable String getString(int column) {
        return read(column, "String", TextForm::toText);
    }

    /** A copy of the value's bytes; of a number or a temporal value, its text's. */
    public byte @Nullable [] getBytes(int column) {
        return read(column, "byte[]", TextForm::toBytes);
    }

    public @Nullable LocalDate getLocalDate(int column) {
        return read(column, "LocalDate", TemporalValues::toLocalDate);
    }

    /** A TIME from 00:00:00 until before 24:00:00. */
    public @Nullable LocalTime getLocalTime(int column) {
        return read(column, "LocalTime", TemporalValues::toLocalTime);
    }

    /**
     * Whether a DATE, DATETIME or TIMESTAMP is one that the calendar does not have: a zero date, one with a zero in it,
     * or such as {@code 2024-02-31}. NULL and what cannot be decoded are not.
     */
    public boolean isImpossibleDate(int column) {
        return lengths[column] >= 0 && TemporalValues.isImpossibleDate(this, column);
    }

    /** A DATETIME or TIMESTAMP, the latter in the session's time zone; a DATE is the start of its day. */
    public @Nullable LocalDateTime getLocalDateTime(int column) {
        return read(column, "LocalDateTime", TemporalValues::toLocalDateTime);
    }

    /** A TIME, which reaches from -838:59:59.999999 to 838:59:59.999999. */
    public @Nullable Duration getDuration(int column) {
        return read(column, "Duration", TemporalValues::toDuration);
    }

    /** A VECTOR's elements; also of bytes, as which MariaDB sends its own. */
    public float @Nullable [] getVector(int column) {
        return read(column, "float[]", Vectors::toVector);
    }

    /**
     * The value in its column's Java type.
     *
     * <ul>
     *   <li>TINYINT, SMALLINT, MEDIUMINT, INT and YEAR: {@link Integer}; INT UNSIGNED: {@link Long}
     *   <li>BIGINT: {@link Long}; BIGINT UNSIGNED: {@link BigInteger}
     *   <li>FLOAT: {@link Float}; DOUBLE: {@link Double}; DECIMAL: {@link BigDecimal}
     *   <li>DATE: {@link LocalDate}; DATETIME and TIMESTAMP: {@link LocalDateTime}; TIME: {@link Duration}
     *   <li>character strings, ENUM, SET JSON, and MariaDB's UUID and INET6: {@link String}
     *   <li>binary strings, GEOMETRY (SRID and WKB) and BIT (big endian): {@code byte[]}
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

    /** Reads a value that is not NULL, or throws {@link UnreadableValueException}. */
    private interface ValueReader<T> {
        T read(RowView row, int column);
    }
}
