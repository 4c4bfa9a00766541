package dev.mysqlasync;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The buffered rows of a result. They are kept as the server sent them; each access creates a {@link Row}. Immutable
 * and thread-safe.
 */
public non-sealed interface Rows extends Result, Iterable<Row> {

    /** The columns; empty if no statement returned rows. */
    List<Column> columns();

    /** The number of rows. */
    int size();

    /** Whether there are no rows. */
    default boolean isEmpty() {
        return size() == 0;
    }

    /**
     * The row at an index, from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    Row get(int index);

    /** The number of warnings of the statement. */
    int warningCount();

    /** The rows in order, each created when the stream reaches it. */
    default Stream<Row> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** All rows, created by this call. */
    default List<Row> toList() {
        return stream().toList();
    }
}
