package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * How values of a Java type travel: what is sent for one that is an argument, and how {@link Row#get(int, Class)}, and
 * with it {@link RowMapper#of}, makes one of a column. A codec for a type that is supported anyway comes first. The
 * other getters, {@link Row#getObject} and record components of primitive types ask no codec.
 *
 * <p>Codecs are called on I/O threads, of many connections at once: they must be thread-safe and must not block. What one
 * throws fails that read with {@link MySqlDecodeException}, or that statement with {@link IllegalArgumentException}; it
 * is the cause.
 *
 * @see MySqlOptionsBuilder#codec
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface Codec<T> {

    /** The Java type. It is matched exactly when reading; arguments may be of its subtypes. No primitive type. */
    Class<T> type();

    /** What is sent for an argument: a value that needs no codec, or {@code null} for NULL. */
    @Nullable
    Object encode(T value);

    /**
     * Reads a value, of any column that {@code get} was called for with this type.
     *
     * @param row valid until return
     */
    @Nullable
    T decode(Row row, int index);
}
