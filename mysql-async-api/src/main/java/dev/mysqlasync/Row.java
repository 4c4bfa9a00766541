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
 * A row of a result. Values are decoded when they are read, by index (from 0) or by column name.
 *
 * <p>A name is matched exactly, and if no column matches, without regard to case. A getter throws
 *
 * <ul>
 *   <li>{@link IllegalArgumentException} if no column, or more than one, has the name
 *   <li>{@link IndexOutOfBoundsException} if the index is outside the row
 *   <li>{@link MySqlDecodeException} if the value cannot be decoded, or the requested type cannot hold it; the row's
 *       other values stay readable
 *   <li>{@link MySqlDecodeException} if a primitive is requested and the value is NULL; other getters return
 *       {@code null}
 * </ul>
 *
 * <p>Getters convert without loss. Getters for numbers read numbers, BIT, and text that is a number. They check ranges,
 * and getters for integers reject fractions. Getters for {@code java.time} types read temporal values and text of their
 * form, with microseconds.
 *
 * <p>A row is immutable and stays valid on any thread. The exception is a row that is passed to a {@link RowMapper} or
 * {@link Codec}: it is valid on that thread until the call returns. Reading it later throws
 * {@link IllegalStateException}.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface Row {

    /** The columns of the result, which are the same for all its rows. */
    List<Column> columns();

    /**
     * The index of the column with this name.
     *
     * @throws IllegalArgumentException if no column, or more than one, has the name
     */
    int indexOf(String column);

    /** Whether the value is NULL. */
    boolean isNull(int index);

    /**
     * False for the number zero, true for other numbers; also for the texts {@code true} and {@code false} in any case.
     */
    boolean getBoolean(int index);

    /** An integer from -128 to 127. */
    byte getByte(int index);

    /** An integer from -32768 to 32767. */
    short getShort(int index);

    /** A signed 32-bit integer. */
    int getInt(int index);

    /** A signed 64-bit integer. */
    long getLong(int index);

    /**
     * An unsigned 64-bit integer as a {@code long}, which is negative for 2<sup>63</sup> or more. Negative numbers are
     * out of range.
     */
    long getUnsignedLong(int index);

    /** A number, rounded to the nearest {@code float}. */
    float getFloat(int index);

    /** A number, rounded to the nearest {@code double}. */
    double getDouble(int index);

    /** A number with at most 100 characters. A FLOAT or DOUBLE becomes the shortest decimal that identifies it. */
    @Nullable
    BigDecimal getBigDecimal(int index);

    /** An integer of any size. */
    @Nullable
    BigInteger getBigInteger(int index);

    /** Any value except a VECTOR, as MySQL writes it as text. Bytes must be UTF-8. */
    @Nullable
    String getString(int index);

    /** A copy of the value's bytes. A number or a temporal value gives the bytes of its text. */
    byte @Nullable [] getBytes(int index);

    /** A DATE; a DATETIME is not converted. */
    @Nullable
    LocalDate getLocalDate(int index);

    /** A TIME from 00:00:00 to 23:59:59.999999. */
    @Nullable
    LocalTime getLocalTime(int index);

    /** A DATETIME, or a TIMESTAMP in the session's time zone. A DATE becomes the start of its day. */
    @Nullable
    LocalDateTime getLocalDateTime(int index);

    /**
     * The point in time of {@link #getLocalDateTime} in the time zone that the session had when the result began.
     *
     * <p>The time zone must be known, from the option {@code timeZone} or from a later {@code SET time_zone}. Java's
     * time zone rules apply. A local time that occurs twice becomes the earlier point in time. A skipped local time is
     * moved forward by the length of the gap.
     *
     * @throws MySqlDecodeException also if the time zone is unknown
     */
    @Nullable
    Instant getInstant(int index);

    /** As {@link #getInstant}, with the offset of the session's time zone at that point in time. */
    @Nullable
    OffsetDateTime getOffsetDateTime(int index);

    /** A TIME, from -838:59:59.999999 to 838:59:59.999999. */
    @Nullable
    Duration getDuration(int index);

    /** A MariaDB UUID, text in the form with hyphens, or 16 bytes with the most significant byte first. */
    @Nullable
    UUID getUuid(int index);

    /**
     * A MariaDB INET4 or INET6, text that is an IP address, or the 4 or 16 bytes of {@code INET6_ATON}. Host names are
     * rejected, not resolved. An IPv4-mapped IPv6 address stays a {@link java.net.Inet6Address}.
     */
    @Nullable
    InetAddress getInetAddress(int index);

    /** The elements of a VECTOR. Bytes are accepted, too, because MariaDB sends a VECTOR as bytes. */
    float @Nullable [] getVector(int index);

    /** A GEOMETRY, or a binary string in MySQL's internal geometry format. */
    @Nullable
    Geometry getGeometry(int index);

    /**
     * The value as any of these types:
     *
     * <ul>
     *   <li>the type of any getter of this interface, primitive or boxed
     *   <li>{@link Character}, {@link java.time.ZonedDateTime}, {@link java.time.Year}, {@link java.nio.ByteBuffer}
     *   <li>{@link java.io.InputStream} over the value's bytes
     *   <li>an enum whose constant has the value as its name, exactly or else ignoring case
     *   <li>{@link Object}, as {@link #getObject} returns it
     *   <li>any type with a {@link Codec}
     * </ul>
     *
     * @return the value; {@code null} for NULL, also if the type is primitive
     * @throws IllegalArgumentException if the type is none of these
     */
    <T> @Nullable T get(int index, Class<T> type);

    /**
     * The value in the Java type of its column:
     *
     * <ul>
     *   <li>TINYINT, SMALLINT, MEDIUMINT, INT and YEAR: {@link Integer}; INT UNSIGNED: {@link Long}; TINYINT(1) and
     *       BIT(1): as the options {@code tinyInt1AsBoolean} and {@code bit1AsBoolean} say
     *   <li>BIGINT: {@link Long}; BIGINT UNSIGNED: {@link BigInteger}
     *   <li>FLOAT: {@link Float}; DOUBLE: {@link Double}; DECIMAL: {@link BigDecimal}
     *   <li>DATE: {@link LocalDate}; DATETIME and TIMESTAMP: {@link LocalDateTime}; TIME: {@link Duration}; zero and
     *       invalid dates: as the option {@code zeroDates} says
     *   <li>character strings, ENUM, SET and JSON: {@link String}
     *   <li>binary strings and BIT (big endian): {@code byte[]}; an unknown type: {@code byte[]} or {@link String}, by
     *       its character set
     *   <li>GEOMETRY: {@link Geometry}. If the bytes are not a valid geometry, this method fails; {@link #getBytes}
     *       does not
     *   <li>VECTOR: {@code float[]}; from MariaDB {@code byte[]}, because it looks like a binary string
     *   <li>MariaDB UUID: {@link UUID}; INET4 and INET6: {@link InetAddress}
     * </ul>
     */
    @Nullable
    Object getObject(int index);

    /** All values, as {@link #getObject} returns them. */
    List<@Nullable Object> toList();

    /**
     * All values by column name, in column order. A name that occurs again gets its table's name as a prefix
     * ({@code table.name}). If that name exists, too, a number is appended.
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
