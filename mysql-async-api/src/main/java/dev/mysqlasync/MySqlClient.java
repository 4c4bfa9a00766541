package dev.mysqlasync;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The methods that run statements. Connections, transactions and pools implement them.
 *
 * <p>Each method takes SQL with the values for its {@code ?}, or a {@link Statement} that also holds settings. Without
 * arguments, the driver sends the statement as text. With arguments, it prepares the statement on the server and sends
 * one value for each {@code ?} in binary form. Some statements cannot be prepared: the server does not support their
 * kind, they have more than 65,535 parameters, or the server holds too many prepared statements. The driver then
 * renders the arguments as literals, which are safe whatever they contain. Arguments may be
 *
 * <ul>
 *   <li>{@code null}, and an {@link java.util.Optional} of any of these
 *   <li>{@link Boolean}, the number types including {@link java.math.BigInteger} and {@link java.math.BigDecimal}, and
 *       {@link java.time.Year}
 *   <li>{@link CharSequence}, {@link Character}, an enum (its name), {@link java.util.UUID} and
 *       {@link java.net.InetAddress}, sent as text
 *   <li>{@code byte[]}, {@link java.nio.ByteBuffer}, {@code float[]} (for VECTOR) and
 *       {@link dev.mysqlasync.geometry.Geometry}
 *   <li>{@link java.time.LocalDate}, {@link java.time.LocalTime}, {@link java.time.LocalDateTime} and
 *       {@link java.time.Duration} (for TIME), truncated to microseconds
 *   <li>{@link java.time.Instant}, {@link java.time.OffsetDateTime} and {@link java.time.ZonedDateTime}, sent as local
 *       time in the session's time zone, which must be known: see {@link MySqlOptionsBuilder#timeZone}
 *   <li>a {@link java.util.Collection}, which stands for its elements separated by commas
 *   <li>a {@link LongParameter}, whose value is sent in parts before the statement
 *   <li>any type that has a {@link Codec}
 * </ul>
 *
 * <p>Every method returns at once and may be called from any thread. A failure completes the future with a
 * {@link MySqlException}, or with {@link IllegalArgumentException} if the arguments do not fit the statement. After a
 * server error the connection stays usable, unless {@link MySqlException#isFatal} returns true. Futures complete on the
 * connection's I/O thread unless {@link MySqlOptions} sets a callback executor. Blocking on an I/O thread for an
 * incomplete future throws {@link IllegalStateException}.
 *
 * <p>Cancelling a future, or one derived from it, stops its statement. A statement that was not sent yet is never sent.
 * Later, the driver sends {@code KILL QUERY} over another connection, as it does when a timeout passes. The connection
 * then continues; it sends nothing else in between. If other statements were already sent after this one, KILL could
 * hit one of them. The driver then sends no KILL and drops the answer when it arrives. If a cancelled statement does
 * not end within {@link MySqlOptions#cancelGrace}, the driver closes the connection. It never kills a COMMIT. Other
 * ways to end a future count as cancelling: {@code orTimeout}, {@code completeOnTimeout}, {@code complete} and
 * {@code completeExceptionally}.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface MySqlClient {

    /**
     * Runs a statement that returns rows, and buffers them. Of several results it returns the first one with rows. If
     * there is none, the result has no rows and no columns. The future fails with {@link MySqlLimitException} if the
     * rows exceed {@link MySqlOptionsBuilder#maxResultBytes}.
     */
    CompletableFuture<Rows> query(Statement statement);

    /**
     * Runs a statement and maps each row of its first result with rows as it arrives. The rows are not kept, so
     * {@link MySqlOptionsBuilder#maxResultBytes} only limits their number. All mapped objects must fit into memory;
     * otherwise use {@link #stream(Statement, RowMapper)}.
     *
     * @param mapper called on the I/O thread with a row that is valid until the mapper returns; an exception that it
     *     throws fails the future
     */
    <T extends @Nullable Object> CompletableFuture<List<T>> query(Statement statement, RowMapper<? extends T> mapper);

    /** Runs a statement for its effect. Rows are dropped. Of several results it returns the last one. */
    CompletableFuture<ExecuteResult> execute(Statement statement);

    /** Runs a statement, or several if multi-statements are allowed, and returns all results in order. */
    CompletableFuture<List<Result>> results(Statement statement);

    /**
     * Executes a statement once for each row of arguments, in order, in as few commands as are known to have the same
     * effect.
     *
     * <p>Many rows go in one command if the statement is an INSERT or REPLACE with one row in its VALUES list, and each
     * parameter is the whole value of a column. Every other statement is executed once for each row, and the driver
     * sends many executions ahead of the answers. No other statement runs on the connection between the rows. MariaDB
     * has a command for many rows. For MySQL, the driver writes the values into the SQL as literals, which are safe
     * whatever they contain. {@link BatchMode#PIPELINED} prevents both.
     *
     * <p>A failed row does not fail the future. The other rows are still executed, and the result has an outcome for
     * each row. After an error of the transaction or the server, such as a deadlock, the driver starts no more rows.
     * The future fails
     *
     * <ul>
     *   <li>with {@link IllegalArgumentException}, before any row is executed, if rows have unequal lengths, do not fit
     *       the statement, or contain a value that cannot be sent
     *   <li>with the server's error if the statement cannot be prepared. The same holds if every row of a combined
     *       command fails with one error, and that error does not concern values or constraints
     *   <li>with the error of a lost connection; its message says how many rows were answered
     * </ul>
     *
     * <p>Cancelling prevents the rows that were not sent yet.
     *
     * <p>A batch is not atomic. With autocommit on, each of its commands commits by itself. In a transaction, the
     * caller decides what to do about failed rows.
     *
     * <p>Rows are combined only if the server reports that the table supports transactions and has no triggers, and
     * that strict SQL mode is on. On MySQL, values with a time of day must also be for columns of temporal types. A
     * failed command has then changed nothing, so the driver runs it again in smaller parts to find the rows that fail.
     * It keeps the server's report for one second. After a failed command it asks again first. If the table no longer
     * supports transactions, it runs nothing again, and the future fails. If the account may not see triggers, the
     * driver does not run a failed command again, and its rows are {@link BatchOutcome.FailedTogether}. AUTO_INCREMENT
     * values are used up in any case. A temporary table must not hide a table of the same name and another definition.
     *
     * <p>Rows that the statement returns are dropped. With RETURNING, each of them counts as affected.
     *
     * @param rows the values for the statement's {@code ?}, one list for each row. They must not change before the
     *     future completes. They may be of all types that arguments may have, except {@link LongParameter} and a
     *     {@link java.util.Collection} without a codec
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/insert.html">MySQL Reference Manual, INSERT Statement</a>
     * @see <a href="https://mariadb.com/kb/en/com_stmt_bulk_execute/">MariaDB Documentation, COM_STMT_BULK_EXECUTE</a>
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
     * Executes a statement with named parameters such as {@code :name} once for each row of values. In all else it is
     * like {@link #executeBatch(String, List, BatchMode)}. The future fails with {@link IllegalArgumentException},
     * before any row is executed, if the names of a row and of the statement differ.
     *
     * @param rows the values by name, one map for each row; they must not change before the future completes
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
     * As {@link #executeBatch(String, List, BatchMode)}, with the settings of a {@link Statement}.
     *
     * <ul>
     *   <li>The {@linkplain Statement#timeout timeout} lasts from the submission to the last answer, including a pool's
     *       wait for a connection. When it passes, the future fails with {@link MySqlTimeoutException}, whose message
     *       says how many rows were answered. The driver stops the running command on the server and sends no more
     *       rows.
     *   <li>The {@linkplain Statement#attribute query attributes} are sent with each command except
     *       COM_STMT_BULK_EXECUTE.
     *   <li>The {@linkplain Statement#serverTimeLimit server time limit} applies to each command. On MariaDB, it makes
     *       each row a command of its own.
     * </ul>
     *
     * <p>The future fails with {@link IllegalArgumentException} if the statement has arguments of its own, is
     * {@linkplain Statement#renderedByClient rendered by the client}, or has a
     * {@linkplain Statement#localInfile local file}.
     */
    CompletableFuture<BatchResult> executeBatch(
            Statement statement, List<? extends List<? extends @Nullable Object>> rows, BatchMode mode);

    /**
     * As {@link #executeBatchByName(String, List, BatchMode)}, with the settings of a {@link Statement}. See
     * {@link #executeBatch(Statement, List, BatchMode)}.
     */
    CompletableFuture<BatchResult> executeBatchByName(
            Statement statement, List<? extends Map<String, ? extends @Nullable Object>> rows, BatchMode mode);

    /**
     * Publishes the rows of a statement's first result with rows as they arrive. It needs no cursor and no transaction,
     * and its memory does not grow with the number of rows. A row stays valid and may be read on any thread.
     *
     * <p>The publisher is cold and accepts one subscriber. The statement is submitted when the subscriber subscribes. A
     * second subscriber receives {@link IllegalStateException}. Signals are serial. They run on the connection's I/O
     * thread, or on the callback executor if there is one; {@code onSubscribe} is called within {@code subscribe}. The
     * subscription's methods may be called from any thread.
     *
     * <p>At most one row beyond the demand is read; then the server blocks. All statements submitted after this one
     * wait until the stream ends. While the driver reads nothing, it may not notice the loss of the connection. A loss
     * that it notices ends the stream after the demanded rows. With a {@linkplain Statement#fetchSize fetch size}, a
     * loss after the last fetch does not matter. With a callback executor, up to 256 KiB of demanded rows, or one
     * larger row, wait for that executor in addition.
     *
     * <p>An error that would fail a future ends the stream, also an error in a later result. The connection stays
     * usable unless {@link MySqlException#isFatal} returns true. A {@code cancel} before the statement is sent prevents
     * it. Later, the driver reads and drops the remaining rows, and then sends the next statement. An exception from a
     * subscriber cancels its subscription.
     */
    Flow.Publisher<Row> stream(Statement statement);

    /**
     * Publishes what a mapper returns for each row. In all else it is like {@link #stream(Statement)}.
     *
     * @param mapper called on the I/O thread with a row that is valid until the mapper returns, also for at most one
     *     row beyond the demand. An exception that it throws ends this stream only, and so does {@code null}, with
     *     {@link NullPointerException}
     */
    <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper);

    /**
     * Calls a stored procedure. If there are arguments, the call is prepared on the server. Use
     * {@link #query(Statement)} for a stored function.
     *
     * <p>Pass {@code null} for an OUT parameter, and the initial value for an INOUT parameter. Their results have the
     * declared types, except CHAR, VARCHAR and TEXT from MySQL: see {@link CallResult}. An error in the procedure fails
     * the future, whatever its earlier statements have done.
     *
     * @param procedure the procedure's name, optionally with its schema and a dot before it; it is quoted
     * @param arguments one for each parameter
     * @throws IllegalArgumentException if a part of the name is not a valid identifier, see {@link Identifiers#quote}
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/call.html">MySQL Reference Manual, CALL Statement</a>
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
