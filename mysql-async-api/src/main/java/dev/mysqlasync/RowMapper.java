package dev.mysqlasync;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps a row to an object. */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
@FunctionalInterface
public interface RowMapper<T extends @Nullable Object> {

    /**
     * Maps a row. Called for each row on the connection's I/O thread; it must not block.
     *
     * @param row the same object for every row of a result, valid until this method returns. Do not keep it: it changes
     *     with the next row, and throws {@link IllegalStateException} after the last one
     */
    T map(Row row);

    /**
     * Maps each row to a record. Each component takes the column of its name: the exact name, or else ignoring case, or
     * else ignoring case and underscores. So {@code userName} matches {@code user_name}. Other columns are ignored. The
     * columns are looked up once for each result.
     *
     * <p>A component of a primitive type is read with the row's getter for it; NULL then throws
     * {@link MySqlDecodeException}, which names the component. Other components are read with
     * {@link Row#get(int, Class)}, and NULL becomes {@code null}. An {@link java.util.Optional} of such a type is empty
     * for NULL. If no column, or more than one, matches a component, {@link #map} throws
     * {@link IllegalArgumentException}, which lists the columns.
     *
     * <p>The mapper is thread-safe. Create it once.
     *
     * @throws IllegalArgumentException if the type is not a record, or its constructor is not accessible. A module must
     *     export the package of a public record to {@code dev.mysqlasync}, or open the package of another record to it
     */
    static <R extends Record> RowMapper<R> of(Class<R> type) {
        return RecordMapper.of(type);
    }

    /** Maps each row to one value, as {@link Row#get(int, Class)} reads it. */
    @SuppressWarnings("NullAway") // it does not check type arguments
    static <T> RowMapper<@Nullable T> column(int index, Class<T> type) {
        Objects.requireNonNull(type, "type");
        return row -> row.get(index, type);
    }
}
