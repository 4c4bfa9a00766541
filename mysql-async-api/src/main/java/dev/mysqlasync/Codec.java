package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * Converts between a Java type and the values that MySQL sends and accepts. A codec encodes arguments of its type. It
 * also decodes columns for {@link Row#get(int, Class)} and so for {@link RowMapper#of}. A codec takes precedence over
 * the driver's own conversion of the same type. The typed getters, {@link Row#getObject} and record components of
 * primitive types do not use codecs.
 *
 * <p>Codecs run on the I/O threads of many connections. They must be thread-safe and must not block. An exception from
 * {@link #encode} fails the statement with {@link IllegalArgumentException}. An exception from {@link #decode} fails
 * that read with {@link MySqlDecodeException}. Either has the codec's exception as its cause.
 *
 * @see MySqlOptionsBuilder#codec
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface Codec<T> {

    /** The Java type, which must not be primitive. Reads match it exactly; arguments may be of a subtype. */
    Class<T> type();

    /** Returns what is sent for an argument: a value of a type that needs no codec, or {@code null} for NULL. */
    @Nullable
    Object encode(T value);

    /**
     * Reads a value from a column. It is called for any column that {@code get} reads with this type.
     *
     * @param row valid until this method returns
     * @param index the column's index, from 0
     * @return the value; {@code null} for NULL
     */
    @Nullable
    T decode(Row row, int index);
}
