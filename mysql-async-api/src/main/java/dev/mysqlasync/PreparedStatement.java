package dev.mysqlasync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is prepared on the server for any number of executions with other values. It stays prepared until it
 * is closed. Thread-safe. Its connection runs executions and other statements in the order of submission.
 *
 * <p>An execution takes one value for each {@code ?}, of the types that {@link MySqlClient} lists. Named parameters and
 * lists are not supported here. With another number of values, the future or stream fails with
 * {@link IllegalArgumentException}. After {@link #close}, it fails with {@link IllegalStateException}. Nothing is sent
 * in either case.
 *
 * <p>The SQL has its current meaning at each execution. After a change of the schema, the {@code sql_mode}, a table or
 * the values' types, the driver prepares the statement again if that is needed.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/sql-prepared-statements.html">MySQL Reference Manual, Prepared
 *     Statements</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface PreparedStatement {

    /** The SQL as it was given. */
    String sql();

    /** The number of parameters ({@code ?}). */
    int parameterCount();

    /**
     * The columns of the result, as the server described them at preparation; empty for a statement without rows. The
     * rows of an execution have columns of their own, which can differ.
     */
    List<Column> columns();

    /**
     * The same statement with another timeout for each execution, in place of
     * {@link MySqlOptionsBuilder#statementTimeout}. See {@link Statement#timeout}. This object does not change, and
     * nothing is prepared again. Closing either one closes both.
     *
     * @param timeout more than zero, at most 1 day
     * @throws IllegalArgumentException if it is out of range
     */
    PreparedStatement timeout(Duration timeout);

    /** As {@link MySqlClient#query(Statement)}. */
    CompletableFuture<Rows> query(@Nullable Object... arguments);

    /** As {@link MySqlClient#query(Statement, RowMapper)}. */
    <T extends @Nullable Object> CompletableFuture<List<T>> query(
            RowMapper<? extends T> mapper, @Nullable Object... arguments);

    /** As {@link MySqlClient#execute(Statement)}. */
    CompletableFuture<ExecuteResult> execute(@Nullable Object... arguments);

    /** As {@link MySqlClient#results(Statement)}. */
    CompletableFuture<List<Result>> results(@Nullable Object... arguments);

    /** As {@link MySqlClient#stream(Statement)}. */
    Flow.Publisher<Row> stream(@Nullable Object... arguments);

    /** As {@link MySqlClient#stream(Statement, RowMapper)}. */
    <T> Flow.Publisher<T> stream(RowMapper<? extends @Nullable T> mapper, @Nullable Object... arguments);

    /**
     * Closes the statement on the server, after the executions that were submitted before. Calling it again has no
     * effect. The future never fails. It completes when COM_STMT_CLOSE is sent, which the server does not answer.
     */
    CompletableFuture<Void> close();
}
