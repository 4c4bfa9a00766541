package dev.mysqlasync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row. Values are decoded when they are read, by index (from 0) or by column name.
 *
 * <p>A name is matched exactly, and if there is no such column then without regard to case. A missing or ambiguous name
 * is an {@link IllegalArgumentException}, an index outside the row an {@link IndexOutOfBoundsException}. A value that
 * the asked-for type cannot hold, or that cannot be decoded, is a {@link MySqlDecodeException}: it concerns this read of
 * this value alone. So does reading NULL as a primitive; the other getters give {@code null} for it.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface Row {

    List<Column> columns();

    /** The index of the column of that name. */
    int indexOf(String column);

    boolean isNull(int index);

    boolean getBoolean(int index);

    byte getByte(int index);

    short getShort(int index);

    int getInt(int index);

    long getLong(int index);

    float getFloat(int index);

    double getDouble(int index);

    @Nullable
    BigDecimal getBigDecimal(int index);

    @Nullable
    BigInteger getBigInteger(int index);

    @Nullable
    String getString(int index);

    byte @Nullable [] getBytes(int index);

    @Nullable
    LocalDate getLocalDate(int index);

    @Nullable
    LocalTime getLocalTime(int index);

    @Nullable
    LocalDateTime getLocalDateTime(int index);

    /** A TIME, which may be negative and goes to ±838:59:59.999999. */
    @Nullable
    Duration getDuration(int index);

    /** The value as its column's default Java type. */
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

    default @Nullable Duration getDuration(String column) {
        return getDuration(indexOf(column));
    }

    default @Nullable Object getObject(String column) {
        return getObject(indexOf(column));
    }
}
