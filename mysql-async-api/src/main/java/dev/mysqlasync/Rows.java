package dev.mysqlasync;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Rows that were received whole. They are kept as the server sent them, and a {@link Row} is made when it is looked at.
 * Immutable and thread-safe.
 */
public non-sealed interface Rows extends Result, Iterable<Row> {

    /** The columns; none for a statement without rows. */
    List<Column> columns();

    /** How many rows there are. */
    int size();

    /** Whether there are no rows. */
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

    /** The rows in order, each made when the stream comes to it. */
    default Stream<Row> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** All rows, made now. */
    default List<Row> toList() {
        return stream().toList();
    }
}
