package dev.mysqlasync;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A cursor in the manner of Python's DB-API: statements are executed on it, and their results fetched from it. A cursor is
 * for one user at a time, on any threads; several on one connection queue their statements. Methods return at once.
 *
 * <p>There are two kinds. A buffered one ({@link MySqlConnection#cursor}) has all results whole in memory when {@link #execute}
 * completes, and fetching does not wait. A streaming one ({@link MySqlConnection#streamingCursor}) reads rows as they are
 * fetched, and it moves forward only. When {@code execute} completes there, the first result has begun; an error may
 * still come with the rows: it then fails every fetch for which not enough rows had come before it. What one fetch gives must not exceed
 * {@link LimitOptions#maxResultBytes}: otherwise it fails with {@link MySqlLimitException}, and fetching less at a time goes on
 * from there.
 *
 * <p>Rows stay valid for ever. Fetching before anything was executed, or after {@link #close}, fails with
 * {@link IllegalStateException}.
 *
 * @see <a href="https://peps.python.org/pep-0249/#cursor-objects">PEP 249, Cursor Objects</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface Cursor {

    /** Where {@link #scroll} counts from. */
    enum ScrollMode {
        /** From the row that would be fetched next. */
        RELATIVE,
        /** From the first row. */
        ABSOLUTE
    }

    /**
     * Runs a statement; results of an earlier one are dropped. Gives this cursor. Where a later statement of a text fails,
     * the future fails, and {@link MySqlServerException#resultsBefore} says how many results had come: a buffered cursor
     * drops them, {@link MySqlConnection#streamingCursor} has given them.
     */
    CompletableFuture<Cursor> execute(Statement statement);

    /** As {@link #execute(Statement)}. */
    default CompletableFuture<Cursor> execute(String sql, @Nullable Object... arguments) {
        return execute(Statement.of(sql, arguments));
    }

    /**
     * Runs a statement once for each list of arguments, in order, as {@link MySqlClient#executeBatch} does;
     * {@link #rowCount} is then the sum. Rows behind one that is refused are run all the same; the future then fails with the
     * first error.
     */
    CompletableFuture<Cursor> executeMany(String sql, List<? extends List<? extends @Nullable Object>> argumentLists);

    /**
     * As {@link #executeMany}, with a map of arguments for each execution of a statement with parameters such as {@code :name};
     * see {@link MySqlClient#executeBatchByName}.
     */
    CompletableFuture<Cursor> executeManyByName(
            String sql, List<? extends Map<String, ? extends @Nullable Object>> argumentMaps);

    /**
     * Calls a stored procedure. Its result sets are fetched like those of any statement, with {@link #nextSet} in
     * between; OUT and INOUT parameters come as one more result set of one row.
     *
     * @param name the procedure's name, with its schema and a dot before it if needed; it is quoted as an identifier
     * @param arguments one for each parameter, {@code null} for OUT
     */
    CompletableFuture<Cursor> callProcedure(String name, @Nullable Object... arguments);

    /**
     * The text that a statement would have with its arguments in it; nothing is sent.
     *
     * @see MySqlConnection#mogrify
     */
    String mogrify(String sql, @Nullable Object... arguments);

    /** The next row, {@code null} when there is none. */
    CompletableFuture<@Nullable Row> fetchOne();

    /** The next {@link #arraySize} rows, fewer at the end. */
    CompletableFuture<List<Row>> fetchMany();

    /** The next {@code size} rows, fewer at the end. */
    CompletableFuture<List<Row>> fetchMany(int size);

    /** All rows that are left. */
    CompletableFuture<List<Row>> fetchAll();

    /**
     * Goes to the next result of the statement, dropping what is left of this one; false when there is none. A streaming
     * cursor has then read this one to its end.
     */
    CompletableFuture<Boolean> nextSet();

    /**
     * Moves to another row of the result.
     *
     * @throws IndexOutOfBoundsException through the future, when there is no such row; the position of a buffered cursor stays as
     *     it was, a streaming one is then at the end
     * @throws UnsupportedOperationException through the future, when a streaming cursor is to go back; its position stays
     */
    CompletableFuture<Void> scroll(int offset, ScrollMode mode);

    /** The columns of the current result, {@code null} when it has no rows or nothing was executed. */
    @Nullable
    List<Column> description();

    /**
     * The rows of the current result, or the rows it affected; -1 before anything was executed, and on a streaming cursor
     * until the end of the result has come.
     */
    long rowCount();

    /** The index of the row that would be fetched next, {@code null} without a result of rows. */
    @Nullable
    Integer rowNumber();

    /** The last AUTO_INCREMENT value of the current result, 0 if none; unsigned. */
    long lastInsertId();

    /** How many rows {@link #fetchMany()} fetches; 1 at first. */
    int arraySize();

    /** Sets {@link #arraySize}, at least 1. */
    void arraySize(int size);

    /**
     * Closes the cursor and drops its results; the connection stays. Idempotent. On a streaming cursor the future completes when the
     * rest of the results, which is read and dropped, keeps nothing waiting any more; what was asked for before is given
     * first.
     */
    CompletableFuture<Void> close();
}
