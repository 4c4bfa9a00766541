package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_BLOB;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DATE;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DATETIME;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DOUBLE;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_FLOAT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONG;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONGLONG;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_NEWDECIMAL;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_NULL;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_SHORT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TIME;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TINY;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_VAR_STRING;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Maps Java values to the types and the binary form of parameters: of COM_STMT_EXECUTE, and of query attributes.
 *
 * <ul>
 *   <li>{@link Boolean} and {@link Byte}: TINYINT; {@link Short}: SMALLINT; {@link Integer}: INT; {@link Long}: BIGINT
 *   <li>{@link BigInteger}: BIGINT or BIGINT UNSIGNED; DECIMAL if neither can hold it
 *   <li>{@link Float}: FLOAT; {@link Double}: DOUBLE; NaN and infinity are refused
 *   <li>{@link BigDecimal}: DECIMAL, written without an exponent in at most 100 characters. Servers keep 65 digits
 *   <li>{@link CharSequence} and {@link Character}: text, sent in UTF-8. A lone surrogate is refused
 *   <li>{@code byte[]}, the remaining bytes of a {@link ByteBuffer}, and {@code float[]} as a VECTOR: BLOB
 *   <li>{@link LocalDate}: DATE; {@link LocalDateTime}: DATETIME; years 0 to 9999
 *   <li>{@link LocalTime} and {@link Duration}: TIME, from -838:59:59.999999 to 838:59:59.999999. MySQL 9 refuses a
 *       TIME parameter of hour 838 with fractional seconds, so such a {@link Duration} is sent as text
 * </ul>
 *
 * <p>Temporal values are truncated to whole microseconds, the finest that a column can hold. All types used here are
 * accepted as parameters by every supported server.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_execute.html">COM_STMT_EXECUTE</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class BinaryParameters {

    /** The flag beside the type: the integer is unsigned. */
    public static final int UNSIGNED = 0x8000;

    private static final int SIGNED_BITS = Long.SIZE - 1;
    private static final int MAX_HOURS = 838;
    private static final int MAX_DECIMALS = 6;

    private BinaryParameters() {}

    /**
     * Returns the type that {@link #write} uses for the value: the two bytes of the parameter's type as a little-endian
     * number, {@link #UNSIGNED} included. The value's range is not checked.
     *
     * @throws IllegalArgumentException if values of this class cannot be sent
     */
    public static int typeOf(@Nullable Object value) {
        if (value == null) {
            return MYSQL_TYPE_NULL;
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return MYSQL_TYPE_VAR_STRING;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return numberType(value);
        }
        if (value instanceof byte[] || value instanceof ByteBuffer || value instanceof float[]) {
            return MYSQL_TYPE_BLOB;
        }
        return temporalType(value);
    }

    /**
     * Writes the value in binary form, without its type.
     *
     * @throws IllegalArgumentException if values of this class cannot be sent, or the value is out of range; nothing
     *     has been written then
     */
    public static void write(PayloadWriter out, Object value) {
        switch (typeOf(value)) {
            case MYSQL_TYPE_VAR_STRING -> out.writeLenencString(text(value));
            case MYSQL_TYPE_BLOB -> out.writeLenencBytes(bytes(value));
            case MYSQL_TYPE_NEWDECIMAL -> out.writeLenencString(DecimalText.of((Number) value));
            case MYSQL_TYPE_FLOAT, MYSQL_TYPE_DOUBLE -> writeFloating(out, (Number) value);
            case MYSQL_TYPE_DATE -> BinaryTemporals.write(out, DateTimeParts.of((LocalDate) value));
            case MYSQL_TYPE_DATETIME -> BinaryTemporals.write(out, DateTimeParts.of((LocalDateTime) value));
            case MYSQL_TYPE_TIME -> BinaryTemporals.write(out, time(value));
            default -> writeInteger(out, value);
        }
    }

    /**
     * Reads a parameter's value in binary form, as a server does. The Java types are those that
     * {@link RowView#getObject} returns for a column of that type. A string is returned as text if it is valid UTF-8,
     * else as {@code byte[]}.
     *
     * @param type the type with or without {@link #UNSIGNED}
     * @throws ProtocolException if the payload is too short, the type is unknown, or the value is malformed or a zero
     *     date
     */
    public static @Nullable Object read(PayloadReader in, int type) {
        return ParameterReader.read(in, type & 0xFF, (type & UNSIGNED) != 0);
    }

    private static int numberType(Object value) {
        if (value instanceof Long) {
            return MYSQL_TYPE_LONGLONG;
        }
        if (value instanceof Integer) {
            return MYSQL_TYPE_LONG;
        }
        if (value instanceof Boolean || value instanceof Byte) {
            return MYSQL_TYPE_TINY;
        }
        if (value instanceof Short) {
            return MYSQL_TYPE_SHORT;
        }
        if (value instanceof Double) {
            return MYSQL_TYPE_DOUBLE;
        }
        if (value instanceof Float) {
            return MYSQL_TYPE_FLOAT;
        }
        return bigNumberType(value);
    }

    private static int bigNumberType(Object value) {
        if (value instanceof BigDecimal) {
            return MYSQL_TYPE_NEWDECIMAL;
        }
        if (!(value instanceof BigInteger number)) {
            throw unsupported(value);
        }
        if (number.bitLength() <= SIGNED_BITS) {
            return MYSQL_TYPE_LONGLONG;
        }
        boolean unsigned = number.signum() > 0 && number.bitLength() == Long.SIZE;
        return unsigned ? MYSQL_TYPE_LONGLONG | UNSIGNED : MYSQL_TYPE_NEWDECIMAL;
    }

    private static int temporalType(Object value) {
        if (value instanceof LocalDateTime) {
            return MYSQL_TYPE_DATETIME;
        }
        if (value instanceof LocalDate) {
            return MYSQL_TYPE_DATE;
        }
        if (value instanceof Duration duration) {
            return isSentAsText(duration) ? MYSQL_TYPE_VAR_STRING : MYSQL_TYPE_TIME;
        }
        if (value instanceof LocalTime) {
            return MYSQL_TYPE_TIME;
        }
        throw unsupported(value);
    }

    private static boolean isSentAsText(Duration value) {
        long hours = Math.abs(value.toHours());
        if (hours < MAX_HOURS || hours > MAX_HOURS + 1) { // Duration.abs() overflows for the smallest Duration
            return false;
        }
        Duration span = value.abs();
        return span.toHours() == MAX_HOURS && TimeParts.micros(span.toNanosPart()) != 0;
    }

    private static String text(Object value) {
        return value instanceof Duration duration
                ? TemporalText.time(TimeParts.of(duration), MAX_DECIMALS)
                : value.toString();
    }

    private static void writeInteger(PayloadWriter out, Object value) {
        if (value instanceof Boolean flag) {
            out.writeInt1(flag ? 1 : 0);
            return;
        }
        Number number = (Number) value;
        switch (typeOf(value)) {
            case MYSQL_TYPE_TINY -> out.writeInt1(number.intValue());
            case MYSQL_TYPE_SHORT -> out.writeInt2(number.intValue());
            case MYSQL_TYPE_LONG -> out.writeInt4(number.longValue());
            default -> out.writeInt8(number.longValue());
        }
    }

    private static void writeFloating(PayloadWriter out, Number value) {
        if (!Double.isFinite(value.doubleValue())) {
            throw new IllegalArgumentException("MySQL has no NaN and no infinity");
        }
        if (value instanceof Float number) {
            out.writeInt4(Float.floatToRawIntBits(number));
        } else {
            out.writeInt8(Double.doubleToRawLongBits(value.doubleValue()));
        }
    }

    private static TimeParts time(Object value) {
        return value instanceof LocalTime time ? TimeParts.of(time) : TimeParts.of((Duration) value);
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof float[] vector) {
            return Vectors.encode(vector);
        }
        ByteBuffer remaining = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[remaining.remaining()];
        remaining.get(bytes);
        return bytes;
    }

    private static IllegalArgumentException unsupported(Object value) {
        return new IllegalArgumentException("a " + value.getClass().getName()
                + " cannot be a parameter; these can: Boolean, Byte, Short, Integer, Long, BigInteger, Float, Double,"
                + " BigDecimal, CharSequence, Character, byte[], ByteBuffer, float[], LocalDate, LocalDateTime,"
                + " LocalTime, Duration");
    }
}
