package dev.mysqlasync;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A cursor in the manner of Python's DB-API: statements are executed on it, and their results fetched from it. This one
 * buffers: a result is whole in memory when {@link #execute} completes, and fetching does not wait. A cursor is for one
 * user at a time; several on one connection queue their statements.
 *
 * <p>Fetching before anything was executed, or after {@link #close}, fails with {@link IllegalStateException}.
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

    /** Runs a statement; results of an earlier one are dropped. Gives this cursor. */
    CompletableFuture<Cursor> execute(String sql, @Nullable Object... arguments);

    /**
     * Runs a statement once for each list of arguments, in order, as {@link MySqlClient#executeBatch} does;
     * {@link #rowCount} is then the sum. Rows behind one that is refused are run all the same; the future then fails with the
     * first error.
     */
    CompletableFuture<Cursor> executeMany(String sql, List<? extends List<? extends @Nullable Object>> argumentLists);

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

    /** Goes to the next result of the statement, dropping what is left of this one; false when there is none. */
    CompletableFuture<Boolean> nextSet();

    /**
     * Moves to another row of the result.
     *
     * @throws IndexOutOfBoundsException through the future, when there is no such row; the position stays as it was
     */
    CompletableFuture<Void> scroll(int offset, ScrollMode mode);

    /** The columns of the current result, {@code null} when it has no rows or nothing was executed. */
    @Nullable
    List<Column> description();

    /** The rows of the current result, or the rows it affected; -1 before anything was executed. */
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

    /** Closes the cursor and drops its results; the connection stays. Idempotent. */
    CompletableFuture<Void> close();
}
