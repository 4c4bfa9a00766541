package dev.mysqlasync;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A cursor as in Python's DB-API: it executes statements and fetches their results. One user at a time may use a
 * cursor, on any thread. Cursors on one connection queue their statements. Methods return at once.
 *
 * <p>There are two kinds. A buffered cursor ({@link MySqlConnection#cursor}) holds all results in memory when
 * {@link #execute} completes; fetching does not wait. A streaming cursor ({@link MySqlConnection#streamingCursor})
 * reads rows as they are fetched and only moves forward. Its {@code execute} completes when the first result begins. A
 * later error of the statement fails every fetch that lacks rows because of it.
 *
 * <p>One fetch of a streaming cursor may return at most {@link LimitOptions#maxResultBytes}. A larger one fails with
 * {@link MySqlLimitException}; a fetch of fewer rows then continues at the same position.
 *
 * <p>Rows stay valid after the cursor moves on. A fetch before the first execution, or after {@link #close}, fails with
 * {@link IllegalStateException}.
 *
 * @see <a href="https://peps.python.org/pep-0249/#cursor-objects">PEP 249, Cursor Objects</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface Cursor {

    /** The origin of {@link #scroll}. */
    enum ScrollMode {
        /** The row that would be fetched next. */
        RELATIVE,
        /** The first row. */
        ABSOLUTE
    }

    /**
     * Executes a statement and drops the results of the previous one. The future returns this cursor.
     *
     * <p>If a later statement of a multi-statement text fails, the future of a buffered cursor fails, and its results
     * are dropped. A streaming cursor has then already returned the earlier results.
     * {@link MySqlServerException#resultsBefore} is their number.
     */
    CompletableFuture<Cursor> execute(Statement statement);

    /** As {@link #execute(Statement)}. */
    default CompletableFuture<Cursor> execute(String sql, @Nullable Object... arguments) {
        return execute(Statement.of(sql, arguments));
    }

    /**
     * Executes a statement once for each list of arguments, in order, as {@link MySqlClient#executeBatch} does.
     * {@link #rowCount} is then the total number of affected rows. If rows fail, the others are still executed, and the
     * future fails with the first error.
     */
    CompletableFuture<Cursor> executeMany(String sql, List<? extends List<? extends @Nullable Object>> argumentLists);

    /**
     * As {@link #executeMany}, for a statement with named parameters such as {@code :name} and one map of values for
     * each execution. See {@link MySqlClient#executeBatchByName}.
     */
    CompletableFuture<Cursor> executeManyByName(
            String sql, List<? extends Map<String, ? extends @Nullable Object>> argumentMaps);

    /**
     * Calls a stored procedure. Its result sets are fetched like those of any statement, with {@link #nextSet} between
     * them. OUT and INOUT parameters form one more result set of one row.
     *
     * @param name the procedure's name, optionally with its schema and a dot before it; it is quoted as an identifier
     * @param arguments one for each parameter, {@code null} for an OUT parameter
     * @throws IllegalArgumentException if a part of the name is not a valid identifier, see {@link Identifiers#quote}
     */
    CompletableFuture<Cursor> callProcedure(String name, @Nullable Object... arguments);

    /**
     * The text of a statement with its arguments as literals. Nothing is sent.
     *
     * @see MySqlConnection#mogrify
     */
    String mogrify(String sql, @Nullable Object... arguments);

    /** The next row; {@code null} after the last one. */
    CompletableFuture<@Nullable Row> fetchOne();

    /** The next {@link #arraySize} rows; fewer at the end of the result, and an empty list after it. */
    CompletableFuture<List<Row>> fetchMany();

    /**
     * The next {@code size} rows; fewer at the end of the result, and an empty list after it.
     *
     * @throws IllegalArgumentException if {@code size} is negative
     */
    CompletableFuture<List<Row>> fetchMany(int size);

    /** All remaining rows of the current result. */
    CompletableFuture<List<Row>> fetchAll();

    /**
     * Moves to the next result of the statement and drops the remaining rows of the current one. Returns {@code false}
     * if there is no further result.
     */
    CompletableFuture<Boolean> nextSet();

    /**
     * Moves to another row of the current result.
     *
     * @throws IndexOutOfBoundsException fails the future if there is no such row. A buffered cursor then keeps its
     *     position; a streaming cursor is then at the end of the result
     * @throws UnsupportedOperationException fails the future if a streaming cursor would have to move backward; it
     *     keeps its position
     */
    CompletableFuture<Void> scroll(int offset, ScrollMode mode);

    /** The columns of the current result; {@code null} if it has no rows, or nothing was executed. */
    @Nullable
    List<Column> description();

    /**
     * The number of rows in the current result, or the number of affected rows. It is -1 before the first execution,
     * and on a streaming cursor until the end of the result has arrived.
     */
    long rowCount();

    /**
     * The index of the row that would be fetched next; {@code null} if the current result has no rows, or nothing was
     * executed.
     */
    @Nullable
    Integer rowNumber();

    /**
     * The first AUTO_INCREMENT value that the current result generated, as in {@link ExecuteResult#lastInsertId}; 0 if
     * there is none. Unsigned.
     */
    long lastInsertId();

    /** The number of rows that {@link #fetchMany()} fetches; initially 1. */
    int arraySize();

    /**
     * Sets {@link #arraySize()}.
     *
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    void arraySize(int size);

    /**
     * Closes the cursor and drops its results. The connection stays open. Calling it again has no effect.
     *
     * <p>A streaming cursor answers earlier fetches first, then reads and drops the rest of its results. Its future
     * completes when the results no longer hold up other statements. The future does not fail.
     */
    CompletableFuture<Void> close();
}
