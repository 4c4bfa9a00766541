package dev.mysqlasync;

import java.util.List;
import java.util.concurrent.CompletableFuture;
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
}
