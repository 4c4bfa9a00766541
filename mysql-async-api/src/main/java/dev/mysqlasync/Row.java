package dev.mysqlasync;

import dev.mysqlasync.geometry.Geometry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row. Values are decoded when they are read, by index (from 0) or by column name.
 *
 * <p>A name is matched exactly, and if there is no such column then without regard to case. A missing or ambiguous name
 * is an {@link IllegalArgumentException}, an index outside the row an {@link IndexOutOfBoundsException}. A value that
 * the asked-for type cannot hold, or that cannot be decoded, is a {@link MySqlDecodeException}: it concerns this read of
 * this value alone. So does reading NULL as a primitive; the other getters give {@code null} for it.
 *
 * <p>Getters convert where nothing is lost. Those of numbers read numbers, BIT and text that is a number; their ranges are
 * checked, and a fraction is an error to integers. Those of {@code java.time} read temporal values and text of their form, to the
 * microsecond.
 *
 * <p>A row is immutable, and stays valid for ever on any thread; but one that was given to a {@link RowMapper} or
 * {@link Codec} is valid on that thread until the call returns: reading it when its result has ended is an
 * {@link IllegalStateException}.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface Row {

    /** The columns of the result, the same for all its rows. */
    List<Column> columns();

    /** The index of the column of that name. */
    int indexOf(String column);

    /** Whether the value is NULL. */
    boolean isNull(int index);

    /** Whether a number is not zero; of text also {@code true} and {@code false} in any case. */
    boolean getBoolean(int index);

    /** A number of 8 bits, -128 to 127. */
    byte getByte(int index);

    /** A number of 16 bits, -32768 to 32767. */
    short getShort(int index);

    /** A number of 32 bits, with its sign. */
    int getInt(int index);

    /** A number of 64 bits, with its sign. */
    long getLong(int index);

    /** The 64 bits of an unsigned number: one of 2<sup>63</sup> or more comes out negative. A negative one is refused. */
    long getUnsignedLong(int index);

    /** A number, rounded to the nearest {@code float}. */
    float getFloat(int index);

    /** A number, rounded to the nearest {@code double}. */
    double getDouble(int index);

    /** A number of at most 100 characters; of a FLOAT or DOUBLE, the shortest decimal that stands for it. */
    @Nullable
    BigDecimal getBigDecimal(int index);

    /** A number without a fraction, of any size. */
    @Nullable
    BigInteger getBigInteger(int index);

    /** Any value but a VECTOR as text, as MySQL writes it; bytes must be UTF-8. */
    @Nullable
    String getString(int index);

    /** A copy of the value's bytes; of a number or a temporal value, those of its text. */
    byte @Nullable [] getBytes(int index);

    /** A DATE; of a DATETIME it is an error. */
    @Nullable
    LocalDate getLocalDate(int index);

    /** A TIME from 00:00:00 until before 24:00:00. */
    @Nullable
    LocalTime getLocalTime(int index);

    /** A DATETIME or TIMESTAMP, the latter in the session's time zone; a DATE is the start of its day. */
    @Nullable
    LocalDateTime getLocalDateTime(int index);

    /**
     * What {@link #getLocalDateTime} gives, as the point in time that it is in the session's time zone, as it was when
     * the result began. The zone must be known: by the option {@code timeZone}, or because {@code SET time_zone} has
     * told it since. It is looked up in Java's rules. Of a local time that occurs twice the earlier point in time is
     * taken, and one that is skipped is moved on by the length of the gap.
     */
    @Nullable
    Instant getInstant(int index);

    /** The same point in time as {@link #getInstant}, with the offset that the session's time zone had then. */
    @Nullable
    OffsetDateTime getOffsetDateTime(int index);

    /** A TIME, which may be negative and goes to ±838:59:59.999999. */
    @Nullable
    Duration getDuration(int index);

    /** MariaDB's UUID, text in its form with hyphens, or 16 bytes with the most significant first. */
    @Nullable
    UUID getUuid(int index);

    /**
     * MariaDB's INET4 and INET6, text that is an address, or the 4 or 16 bytes that {@code INET6_ATON} makes. Names are
     * refused, not looked up. An IPv4 address in IPv6 form stays an {@link java.net.Inet6Address}.
     */
    @Nullable
    InetAddress getInetAddress(int index);

    /** A VECTOR's elements; also of bytes, as which MariaDB sends its own. */
    float @Nullable [] getVector(int index);

    /** A GEOMETRY, or one in its stored form in a binary string. */
    @Nullable
    Geometry getGeometry(int index);

    /**
     * The value as a type that is a parameter: that of any getter here, primitive or not, {@link Character},
     * {@link java.time.ZonedDateTime}, {@link java.time.Year}, {@link java.nio.ByteBuffer}, an {@link java.io.InputStream} over the bytes, an enum, whose
     * constant has the value as its name, exactly or else ignoring case, {@link Object} for {@link #getObject}, or any
     * type with a {@link Codec}.
     *
     * @return the value; {@code null} for NULL, also where the type is primitive
     * @throws IllegalArgumentException if the type is none of these
     */
    <T> @Nullable T get(int index, Class<T> type);

    /**
     * The value in its column's Java type.
     *
     * <ul>
     *   <li>TINYINT, SMALLINT, MEDIUMINT, INT and YEAR: {@link Integer}; INT UNSIGNED: {@link Long}; TINYINT(1) and BIT(1) as
     *       the options {@code tinyInt1AsBoolean} and {@code bit1AsBoolean} say
     *   <li>BIGINT: {@link Long}; BIGINT UNSIGNED: {@link BigInteger}
     *   <li>FLOAT: {@link Float}; DOUBLE: {@link Double}; DECIMAL: {@link BigDecimal}
     *   <li>DATE: {@link LocalDate}; DATETIME and TIMESTAMP: {@link LocalDateTime}; TIME: {@link Duration}; dates that the
     *       calendar does not have as the option {@code zeroDates} says
     *   <li>character strings, ENUM, SET and JSON: {@link String}
     *   <li>binary strings and BIT (big endian): {@code byte[]}; of a type unknown here, by its character set, these
     *       or {@link String}
     *   <li>GEOMETRY: {@link Geometry}; where the bytes are none, this fails and {@link #getBytes} does not
     *   <li>VECTOR: {@code float[]}, but MariaDB's: {@code byte[]}, as it cannot be told from a binary string
     *   <li>MariaDB's UUID: {@link UUID}; its INET4 and INET6: {@link InetAddress}
     * </ul>
     */
    @Nullable
    Object getObject(int index);

    /** All values, each as {@link #getObject} gives it. */
    List<@Nullable Object> toList();

    /**
     * All values by column name, in column order. Where a name occurs again, the later value stands under the name with
     * the table before it ({@code table.name}), and should that be taken too, with a number behind it.
     */
    Map<String, @Nullable Object> toMap();

    default boolean isNull(String column) {
        return isNull(indexOf(column));
    }

    default boolean getBoolean(String column) {
        return getBoolean(indexOf(column));
    }

    default byte getByte(String column) {
        return getByte(indexOf(column));
    }

    default short getShort(String column) {
        return getShort(indexOf(column));
    }

    default int getInt(String column) {
        return getInt(indexOf(column));
    }

    default long getLong(String column) {
        return getLong(indexOf(column));
    }

    default long getUnsignedLong(String column) {
        return getUnsignedLong(indexOf(column));
    }

    default float getFloat(String column) {
        return getFloat(indexOf(column));
    }

    default double getDouble(String column) {
        return getDouble(indexOf(column));
    }

    default @Nullable BigDecimal getBigDecimal(String column) {
        return getBigDecimal(indexOf(column));
    }

    default @Nullable BigInteger getBigInteger(String column) {
        return getBigInteger(indexOf(column));
    }

    default @Nullable String getString(String column) {
        return getString(indexOf(column));
    }

    default byte @Nullable [] getBytes(String column) {
        return getBytes(indexOf(column));
    }

    default @Nullable LocalDate getLocalDate(String column) {
        return getLocalDate(indexOf(column));
    }

    default @Nullable LocalTime getLocalTime(String column) {
        return getLocalTime(indexOf(column));
    }

    default @Nullable LocalDateTime getLocalDateTime(String column) {
        return getLocalDateTime(indexOf(column));
    }

    default @Nullable Instant getInstant(String column) {
        return getInstant(indexOf(column));
    }

    default @Nullable OffsetDateTime getOffsetDateTime(String column) {
        return getOffsetDateTime(indexOf(column));
    }

    default @Nullable Duration getDuration(String column) {
        return getDuration(indexOf(column));
    }

    default @Nullable UUID getUuid(String column) {
        return getUuid(indexOf(column));
    }

    default @Nullable InetAddress getInetAddress(String column) {
        return getInetAddress(indexOf(column));
    }

    default float @Nullable [] getVector(String column) {
        return getVector(indexOf(column));
    }

    default @Nullable Geometry getGeometry(String column) {
        return getGeometry(indexOf(column));
    }

    default <T> @Nullable T get(String column, Class<T> type) {
        return get(indexOf(column), type);
    }

    default @Nullable Object getObject(String column) {
        return getObject(indexOf(column));
    }
}
