package dev.mysqlasync;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes an object of a row. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
@FunctionalInterface
public interface RowMapper<T extends @Nullable Object> {

    /**
     * Called for each row, on the connection's I/O thread; it must not block.
     *
     * @param row the same object for every row of a result, valid until return: what is kept of it reads other rows of the result
     *     while these are mapped, and fails with {@link IllegalStateException} afterwards
     */
    T map(Row row);

    /**
     * Makes a record of each row, each component of the column with its name: the exact name, or else ignoring case, or
     * else ignoring case and underscores, so that {@code userName} is read from {@code user_name}. Further columns are
     * left alone. Components of primitive types are read with the row's getter for it, and NULL is an error that
     * names the component; others with {@link Row#get(int, Class)}, NULL as {@code null}, and an {@link java.util.Optional}
     * of such a type has NULL as empty. A component without a column, or with several, is an
     * {@link IllegalArgumentException} that lists the columns. The columns are looked up once for each result.
     *
     * <p>The mapper is thread-safe; make it once.
     *
     * @throws IllegalArgumentException if the record's constructor is out of reach: a module must export the package of
     *     a public record, or open that of another one, to {@code dev.mysqlasync}
     */
    static <R extends Record> RowMapper<R> of(Class<R> type) {
        return RecordMapper.of(type);
    }

    /** Takes one value of each row, as {@link Row#get(int, Class)} reads it. */
    @SuppressWarnings("NullAway") // it does not look at type arguments
    static <T> RowMapper<@Nullable T> column(int index, Class<T> type) {
        Objects.requireNonNull(type, "type");
        return row -> row.get(index, type);
    }
}
