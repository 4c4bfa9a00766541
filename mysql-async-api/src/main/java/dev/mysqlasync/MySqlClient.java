package dev.mysqlasync;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The verbs: what can be said to a server in one statement.
 *
 * <p>Each verb takes SQL with the values for its {@code ?}, or a {@link Statement} where there is more to say. Without arguments a statement is sent as text. With arguments it is prepared on the server and the arguments, one
 * for each {@code ?}, travel beside it in binary form: they are never spliced into the SQL. Arguments may be
 * {@code null}, {@link Boolean}, the number types with {@link java.math.BigInteger} and {@link java.math.BigDecimal},
 * text, {@code byte[]} and {@link java.nio.ByteBuffer}, {@link java.time.LocalDate}, {@link java.time.LocalTime},
 * {@link java.time.LocalDateTime}, {@link java.time.Duration} (for TIME) and {@code float[]} (for VECTOR).
 *
 * <p>Every method returns at once and may be called from any thread. What goes wrong reaches the future as a
 * {@link MySqlException}, or as an {@link IllegalArgumentException} when the arguments do not fit the statement; an
 * error of the server leaves the connection usable unless {@link MySqlException#isFatal} says otherwise. Futures
 * complete on the connection's I/O thread unless {@link MySqlOptions} names an executor for callbacks; waiting on an I/O
 * thread for an unfinished one throws {@link IllegalStateException}.
 *
 * <p>Cancelling a future, or one derived from it, before its statement has left keeps the statement from being sent. Later,
 * the statement is stopped on the server with {@code KILL QUERY} from another connection, as it is when a deadline passes; the
 * connection then goes on, with nothing sent meanwhile. A statement that others were sent behind is not killed, since the
 * KILL could hit one of them: its answer is dropped when it comes. When a statement that was called off does not end within
 * {@link MySqlOptions#cancelGrace}, the connection is closed. COMMIT is never killed.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface MySqlClient {

    /**
     * Runs a statement that gives rows, and buffers them. Of several results the first with rows is given, or no rows
     * and no columns when none has any.
     */
    CompletableFuture<Rows> query(Statement statement);

    /**
     * Runs a statement and maps each row of its first result with rows while it is being received.
     *
     * @param mapper called on the I/O thread with a row that is valid until it returns; what it throws fails the future
     */
    <T extends @Nullable Object> CompletableFuture<List<T>> query(Statement statement, RowMapper<? extends T> mapper);

    /** Runs a statement for its effect. Rows are dropped; of several results the last one counts. */
    CompletableFuture<ExecuteResult> execute(Statement statement);

    /** Runs a statement, or several where multi-statements are allowed, and gives every result in order. */
    CompletableFuture<List<Result>> results(Statement statement);

    /**
     * Publishes the rows of a statement as they arrive: those of its first result that has any, with no cursor and no transaction
     * needed, in memory that does not grow with their number. A row stays valid for ever and may be read on any thread.
     *
     * <p>The publisher is cold and for one subscriber: the statement is submitted when it subscribes, and not again. A second
     * subscriber gets an {@link IllegalStateException}. Signals come one at a time on the connection's I/O thread, or through
     * the executor for callbacks if there is one; {@code onSubscribe} comes from within {@code subscribe}. The methods of the
     * subscription may be called from any thread.
     *
     * <p>Rows beyond the demand, but for one, stay at the server, which waits. So do all statements submitted behind this one, until the
     * stream is through; and while it waits, a loss of the connection may go unnoticed. With an executor for callbacks,
     * up to 256 KiB of rows that are demanded, or one larger row, wait for it besides.
     *
     * <p>What goes wrong ends the stream as it would fail a future, also in later results; the connection is affected only where
     * {@link MySqlException#isFatal} says so. {@code cancel} before the statement has left keeps it from being sent; later, the rest of
     * the rows is read and dropped, and then the connection goes on with the next statement. A subscriber that throws has
     * cancelled.
     */
    Flow.Publisher<Row> stream(Statement statement);

    /**
     * Publishes what a mapper makes of each row, otherwise like {@link #stream(Statement)}.
     *
     * @param mapper called on the I/O thread with a row that is valid until it returns, for at most one row that is not demanded yet;
     *     what it throws ends this stream alone, and so does {@code null} with a {@link NullPointerException}
     */
    <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper);

    /**
     * Calls a stored procedure, prepared on the server if it has parameters. A function is not called but selected.
     *
     * <p>An OUT parameter is given as {@code null}, an INOUT one as the value it goes in with. What comes out has the type
     * that the procedure declares. An error in the procedure fails the future, whatever it has done before.
     *
     * @param procedure the procedure's name, or its schema and its name with a dot between; it is quoted
     * @param arguments one for each parameter
     * @throws IllegalArgumentException if the name is empty or contains NUL
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/call.html">CALL</a>
     */
    CompletableFuture<CallResult> call(String procedure, @Nullable Object... arguments);

    /** As {@link #query(Statement)}. */
    default CompletableFuture<Rows> query(String sql, @Nullable Object... arguments) {
        return query(Statement.of(sql, arguments));
    }

    /** As {@link #query(Statement, RowMapper)}. */
    default <T extends @Nullable Object> CompletableFuture<List<T>> query(
            String sql, RowMapper<? extends T> mapper, @Nullable Object... arguments) {
        return query(Statement.of(sql, arguments), mapper);
    }

    /** As {@link #execute(Statement)}. */
    default CompletableFuture<ExecuteResult> execute(String sql, @Nullable Object... arguments) {
        return execute(Statement.of(sql, arguments));
    }

    /** As {@link #results(Statement)}. */
    default CompletableFuture<List<Result>> results(String sql, @Nullable Object... arguments) {
        return results(Statement.of(sql, arguments));
    }

    /** As {@link #stream(Statement)}. */
    default Flow.Publisher<Row> stream(String sql, @Nullable Object... arguments) {
        return stream(Statement.of(sql, arguments));
    }

    /** As {@link #stream(Statement, RowMapper)}. */
    default <T> Flow.Publisher<T> stream(
            String sql, RowMapper<? extends @Nullable T> mapper, @Nullable Object... arguments) {
        return stream(Statement.of(sql, arguments), mapper);
    }
}
