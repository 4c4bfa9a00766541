package dev.mysqlasync;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Rows that were received whole. They are kept as the server sent them, and a {@link Row} is made when it is looked at.
 * Immutable and thread-safe.
 */
public non-sealed interface Rows extends Result, Iterable<Row> {

    List<Column> columns();

    int size();

    default boolean isEmpty() {
        return size() == 0;
    }

    /**
     * The row at {@code index}, counted from 0.
     *
     * @throws IndexOutOfBoundsException when there is no such row
     */
    Row get(int index);

    /** The number of warnings of the statement. */
    int warningCount();

    default Stream<Row> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** All rows, made now. */
    default List<Row> toList() {
        return stream().toList();
    }
}
