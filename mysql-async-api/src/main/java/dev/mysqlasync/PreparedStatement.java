package dev.mysqlasync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was prepared on the server, to be run any number of times with other values for its {@code ?}. It stays
 * prepared until it is closed, whatever else runs on the connection. Thread-safe; its connection runs it in the order of
 * submission, as everything else.
 *
 * <p>Values are of the classes that {@link MySqlClient} names, one for each {@code ?}; names and lists are for the verbs of
 * {@link MySqlClient}. As many values as there are parameters must be given: otherwise the future or stream fails with
 * {@link IllegalArgumentException}, and after {@link #close} with {@link IllegalStateException}, without anything being
 * sent.
 *
 * <p>The text means what it would mean if it were run now: after a change of schema or SQL mode, of a table, or of the
 * classes of the values, the statement is prepared again where that is needed.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/sql-prepared-statements.html">Prepared Statements</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface PreparedStatement {

    /** The SQL as it was given. */
    String sql();

    /** How many {@code ?} there are. */
    int parameterCount();

    /**
     * The columns of its rows as the server described them when it was prepared, none for a statement without rows. What an
     * execution gives may differ: its rows have their own columns.
     */
    List<Column> columns();

    /**
     * The same statement, with so much time for each execution, from its submission to the end of its answer, instead of
     * {@link MySqlOptionsBuilder#statementTimeout}: as {@link Statement#timeout}. This one is not changed, nothing is prepared
     * again, and closing one of the two closes both.
     *
     * @param timeout more than zero, at most 1 day
     * @throws IllegalArgumentException if it is not
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
     * Drops it on the server, behind the executions that were submitted before. Idempotent; the future never fails, and
     * completes when the server has been told, which does not answer.
     */
    CompletableFuture<Void> close();
}
