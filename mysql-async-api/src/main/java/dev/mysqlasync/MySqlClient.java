package dev.mysqlasync;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The verbs: what can be said to a server in one statement.
 *
 * <p>Each verb takes SQL with the values for its {@code ?}, or a {@link Statement} where there is more to say. Without arguments
 * a statement is sent as text. With arguments it is prepared on the server and the arguments, one for each {@code ?}, travel
 * beside it in binary form. Where the server cannot prepare the statement, for its kind, more than 65,535 parameters or too many
 * prepared ones, they become literals in the text, safe whatever they contain. Arguments may be
 *
 * <ul>
 *   <li>{@code null}, and an {@link java.util.Optional} of any of these
 *   <li>{@link Boolean}, the number types with {@link java.math.BigInteger} and {@link java.math.BigDecimal}, and
 *       {@link java.time.Year}
 *   <li>{@link CharSequence}, {@link Character}, an enum (its name), {@link java.util.UUID} and
 *       {@link java.net.InetAddress}, as text
 *   <li>{@code byte[]}, {@link java.nio.ByteBuffer}, {@code float[]} (for VECTOR) and {@link dev.mysqlasync.geometry.Geometry}
 *   <li>{@link java.time.LocalDate}, {@link java.time.LocalTime}, {@link java.time.LocalDateTime} and
 *       {@link java.time.Duration} (for TIME), all cut to microseconds
 *   <li>{@link java.time.Instant}, {@link java.time.OffsetDateTime} and {@link java.time.ZonedDateTime}, as the local time in the
 *       session's time zone, which must be known: see {@link MySqlOptionsBuilder#timeZone}
 *   <li>a {@link java.util.Collection}, for its elements with commas between
 *   <li>a {@link LongParameter}, whose value is sent piece by piece ahead of the statement
 *   <li>what a {@link Codec} takes
 * </ul>
 *
 * <p>Every method returns at once and may be called from any thread. What goes wrong reaches the future as a
 * {@link MySqlException}, or as an {@link IllegalArgumentException} when the arguments do not fit the statement; an
 * error of the server leaves the connection usable unless {@link MySqlException#isFatal} says otherwise. Futures
 * complete on the connection's I/O thread unless {@link MySqlOptions} names an executor for callbacks; waiting on an I/O
 * thread for an unfinished one throws {@link IllegalStateException}.
 *
 * <p>Cancelling a future, or one derived from it, before its statement has left keeps the statement from being sent. Later,
 * the statement is stopped on the server with {@code KILL QUERY} from another connection, as it is when a deadline passes; the
 * connection then goes on, with nothing sent meanwhile. A statement that others, which are wanted, were sent behind is
 * not killed, since the KILL could hit one of them: its answer is dropped when it comes. When a statement that was called off does not end within
 * {@link MySqlOptions#cancelGrace}, the connection is closed. COMMIT is never killed. Every other way of ending a future counts as
 * cancelling it: {@code orTimeout}, {@code completeOnTimeout}, {@code complete} and {@code completeExceptionally}.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface MySqlClient {

    /**
     * Runs a statement that gives rows, and buffers them. Of several results the first with rows is given, or no rows
     * and no columns when none has any.
     */
    CompletableFuture<Rows> query(Statement statement);

    /**
     * Runs a statement and maps each row of its first result with rows while it is being received. The rows are not kept, so
     * {@link MySqlOptionsBuilder#maxResultBytes} limits their number alone: what the mapper makes of them all has to fit into
     * memory. {@link #stream(Statement, RowMapper)} is for more.
     *
     * @param mapper called on the I/O thread with a row that is valid until it returns; what it throws fails the future
     */
    <T extends @Nullable Object> CompletableFuture<List<T>> query(Statement statement, RowMapper<? extends T> mapper);

    /** Runs a statement for its effect. Rows are dropped; of several results the last one counts. */
    CompletableFuture<ExecuteResult> execute(Statement statement);

    /** Runs a statement, or several where multi-statements are allowed, and gives every result in order. */
    CompletableFuture<List<Result>> results(Statement statement);

    /**
     * Runs a statement once for each row of arguments, in order, in as few commands as are known to do the same: an INSERT or
     * REPLACE with a VALUES list of one row, in which each parameter is the whole value of a column, goes with many rows in one
     * command, every other statement is executed for each row, many of them on their way at once. Nothing else runs on the connection between the rows. Where the server has no
     * command for many rows, their values travel as literals in the SQL, safe whatever they contain;
     * {@link BatchMode#PIPELINED} rules that out.
     *
     * <p>A row that the server refuses does not fail the future: the others are run all the same, and the result says what
     * became of each. After an error of the transaction or the server, such as a deadlock, no more rows are begun. The future
     * fails when the statement cannot be run at all, since it cannot be prepared, or since every row of a batch
     * that goes together is refused with the same error, and that is not one of values or constraints; with {@link IllegalArgumentException} before any row was
     * run, when rows are of unequal length, do not fit the statement, or have a value that cannot be sent; and when
     * the connection is lost, where the error's message says how many rows were answered. Cancelling keeps what was not
     * sent from being sent.
     *
     * <p>A batch is not atomic. With autocommit on, each of its commands commits by itself; in a transaction, the caller
     * decides what failed rows mean. Rows go together only if the server says that the statement's table supports transactions
     * and has no triggers, and that strict mode is on, and on MySQL only if times with a time of day are for columns of times: a command that fails
     * has left nothing behind then, and is run again in smaller pieces to find the rows that it failed for. What the server has said
     * of the table holds for batches that follow within a second; when a command fails, the server is asked again first, and if the
     * table has lost its transactions by then, nothing is run again and the future fails. Where the account may not see triggers, and nobody can know
     * what they have done, it is not: its rows are {@link BatchOutcome.FailedTogether}. AUTO_INCREMENT values are used up
     * either way. A temporary table must not hide a table of the same name without being like it.
     *
     * <p>Rows that a statement gives are dropped; where they come from RETURNING, each counts as affected.
     *
     * @param rows the values for the statement's {@code ?}, one list for each row, not to be changed before the future is
     *     complete; of the classes that arguments may have, but no {@link java.util.Collection} without a codec for it, and no {@link LongParameter}
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/insert.html">INSERT Statement</a>
     * @see <a href="https://mariadb.com/kb/en/com_stmt_bulk_execute/">COM_STMT_BULK_EXECUTE</a>
     */
    default CompletableFuture<BatchResult> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> rows, BatchMode mode) {
        return executeBatch(Statement.of(sql), rows, mode);
    }

    /** As {@link #executeBatch(String, List, BatchMode)} with {@link BatchMode#AUTO}. */
    default CompletableFuture<BatchResult> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> rows) {
        return executeBatch(sql, rows, BatchMode.AUTO);
    }

    /**
     * Runs a statement with parameters such as {@code :name} once for each row of arguments, like
     * {@link #executeBatch(String, List, BatchMode)} in everything else: the names are found in the statement once, and the
     * values then go by their places. A row without a value for one of the names, or with a name that the statement does not
     * have, fails the future with {@link IllegalArgumentException} before any row was run.
     *
     * @param rows the values by name, one map for each row, not to be changed before the future is complete
     */
    default CompletableFuture<BatchResult> executeBatchByName(
            String sql, List<? extends Map<String, ? extends @Nullable Object>> rows, BatchMode mode) {
        return executeBatchByName(Statement.of(sql), rows, mode);
    }

    /** As {@link #executeBatchByName(String, List, BatchMode)} with {@link BatchMode#AUTO}. */
    default CompletableFuture<BatchResult> executeBatchByName(
            String sql, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        return executeBatchByName(sql, rows, BatchMode.AUTO);
    }

    /**
     * As {@link #executeBatch(String, List, BatchMode)}, in the manner that the statement says: with its
     * {@linkplain Statement#timeout time}, from the submission to the last answer, with a pool's wait for a connection, and its
     * {@linkplain Statement#attribute query attributes} with each command but COM_STMT_BULK_EXECUTE. A
     * {@linkplain Statement#serverTimeLimit limit that the server keeps} holds for each command; on MariaDB it makes a command of
     * each row. When the time is up, the future fails with {@link MySqlTimeoutException}, whose message says how many rows
     * were answered; what runs at the server is stopped, and nothing more of the batch is sent.
     *
     * <p>A statement with values of its own, one that is {@linkplain Statement#renderedByClient rendered by the client}, or one with
     * a {@linkplain Statement#localInfile file} fails the future with {@link IllegalArgumentException}.
     */
    CompletableFuture<BatchResult> executeBatch(
            Statement statement, List<? extends List<? extends @Nullable Object>> rows, BatchMode mode);

    /** As {@link #executeBatchByName(String, List, BatchMode)}, in the manner of {@link #executeBatch(Statement, List, BatchMode)}. */
    CompletableFuture<BatchResult> executeBatchByName(
            Statement statement, List<? extends Map<String, ? extends @Nullable Object>> rows, BatchMode mode);

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
     * stream is through; and while it waits, a loss of the connection may go unnoticed, as nothing is read. A loss that is noticed ends
     * the stream at once, behind the rows that are demanded; only with a {@linkplain Statement#fetchSize fetch size}, when all rows
     * have been fetched, it does not matter. With an executor for callbacks, up to 256 KiB of rows that are demanded, or one larger
     * row, wait for it besides.
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
     * that the procedure declares, but for CHAR, VARCHAR and TEXT from MySQL: see {@link CallResult}. An error in the procedure
     * fails the future, whatever it has done before.
     *
     * @param procedure the procedure's name, or its schema and its name with a dot between; it is quoted
     * @param arguments one for each parameter
     * @throws IllegalArgumentException if the name is none, see {@link Identifiers#quote}
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
