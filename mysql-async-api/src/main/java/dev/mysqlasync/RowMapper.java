package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/** Makes an object of a row. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
@FunctionalInterface
public interface RowMapper<T extends @Nullable Object> {

    /**
     * Called for each row, on the connection's I/O thread; it must not block.
     *
     * @param row the same object for every row of a result, valid until return
     */
    T map(Row row);
}
