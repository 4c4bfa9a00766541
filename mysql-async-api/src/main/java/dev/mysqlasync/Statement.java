package dev.mysqlasync;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement with its arguments and settings. Immutable: each method returns a new statement.
 *
 * <p>Arguments stand for {@code ?} in order, or for {@code :name} by name; a statement uses one kind only. A
 * {@link java.util.Collection} stands for its elements separated by commas, as {@code IN (?)} needs. Arguments are not
 * copied: an array or collection must not change before the statement is complete.
 *
 * <pre>{@code
 * client.query(Statement.of("SELECT name FROM music_style WHERE id IN (:ids)").bind("ids", List.of(1, 2, 3)));
 * }</pre>
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class Statement {

    private final String sql;
    private final List<@Nullable Object> arguments;
    private final Map<String, @Nullable Object> named;
    private final StatementOptions options;

    private Statement(
            String sql,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named,
            StatementOptions options) {
        this.sql = sql;
        this.arguments = arguments;
        this.named = named;
        this.options = options;
    }

    /**
     * A statement with the values for its {@code ?}, of the types that {@link MySqlClient} lists.
     *
     * @param arguments the values; for a single NULL write {@code (Object) null}
     */
    public static Statement of(String sql, @Nullable Object... arguments) {
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(arguments, "arguments; write (Object) null for one argument that is NULL");
        if (arguments.length == 0) {
            return new Statement(sql, List.of(), Map.of(), StatementOptions.DEFAULT);
        }
        @Nullable Object[] values = arguments.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = present(values[i]);
        }
        return new Statement(
                sql, Collections.unmodifiableList(Arrays.asList(values)), Map.of(), StatementOptions.DEFAULT);
    }

    /** This statement with one more value for a {@code ?}. */
    public Statement add(@Nullable Object value) {
        List<@Nullable Object> more = new ArrayList<>(arguments);
        more.add(present(value));
        return new Statement(sql, Collections.unmodifiableList(more), named, options);
    }

    /** This statement with a value for each {@code :name}. It replaces an earlier value of that name. */
    public Statement bind(String name, @Nullable Object value) {
        return new Statement(sql, arguments, with(named, name, present(value)), options);
    }

    /**
     * This statement with a query attribute, which {@code mysql_query_attribute_string} reads on the server. The driver
     * sends no query attributes to servers without them (MariaDB, and MySQL before 8.0.23).
     *
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/query-attributes.html">MySQL Reference Manual, Query
     *     Attributes</a>
     */
    public Statement attribute(String name, @Nullable Object value) {
        return with(options.withAttributes(with(options.attributes(), name, value)));
    }

    /**
     * This statement with its rows fetched from a read-only server-side cursor, {@code rows} at a time. It only affects
     * streams and streaming cursors. The connection can run other statements between two fetches. The driver ignores it
     * for INSERT, REPLACE, UPDATE, DELETE and ANALYZE, and for statements that the server opens no cursor for.
     *
     * <p>Up to 256 KiB of fetched rows, or one larger row, wait in the driver for their demand. The rest of a fetch
     * waits at the server, and other statements wait for it. So choose a smaller number for larger rows.
     *
     * @param rows at least 1; 0 for no cursor, the default
     * @throws IllegalArgumentException if {@code rows} is negative
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_fetch.html">MySQL Source
     *     Code Documentation, COM_STMT_FETCH</a>
     */
    public Statement fetchSize(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("fetchSize must not be negative: " + rows);
        }
        return with(options.withFetchSize(rows));
    }

    /**
     * This statement with its arguments rendered into the SQL as literals by the driver. It is not prepared on the
     * server, so it takes one round trip and leaves no state there. The literals are safe whatever they contain. If a
     * literal would be anything but a value in its place, the future fails with {@link IllegalArgumentException}, and
     * nothing is sent.
     */
    public Statement renderedByClient() {
        return with(options.rendered());
    }

    /**
     * This statement with a timeout, from its submission to the end of its answer. It replaces
     * {@link MySqlOptionsBuilder#statementTimeout}. When it passes, the future fails with
     * {@link MySqlTimeoutException}, and the driver stops the statement on the server.
     *
     * <p>A stream ends, too, if its rows are not demanded in time. With a {@linkplain #fetchSize fetch size}, opening
     * the cursor has this time. Each fetch then has it again, including its rows that wait at the server.
     *
     * @param timeout more than zero, at most 1 day
     * @throws IllegalArgumentException if it is out of range
     */
    public Statement timeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout must be more than 0 and at most 1 day, not " + timeout);
        }
        return with(options.withTimeout(timeout));
    }

    /**
     * This statement with an execution time limit that the server enforces, in addition to {@link #timeout}. It also
     * works where {@code KILL} does not reach: behind a proxy, or if other statements were already sent after this one.
     *
     * <p>MySQL gets the optimizer hint {@code MAX_EXECUTION_TIME}, which it only applies to {@code SELECT}; other
     * statements are sent unchanged. MariaDB gets {@code SET STATEMENT max_statement_time = … FOR}. The future fails
     * with the server's error: 3024 from MySQL, 1969 from MariaDB. Each limit makes another SQL text, and so another
     * prepared statement.
     *
     * @param limit in whole milliseconds, from 1 millisecond to 1 day
     * @throws IllegalArgumentException if it is out of range, or not in whole milliseconds
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/optimizer-hints.html#optimizer-hints-execution-time">MySQL
     *     Reference Manual, Statement Execution Time Optimizer Hints</a>
     * @see <a
     *     href="https://mariadb.com/docs/server/ha-and-performance/optimization-and-tuning/query-optimizations/aborting-statements">MariaDB
     *     Documentation, Aborting Statements</a>
     */
    public Statement serverTimeLimit(Duration limit) {
        if (limit.compareTo(Duration.ofMillis(1)) < 0
                || limit.compareTo(Duration.ofDays(1)) > 0
                || !limit.equals(limit.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(
                    "serverTimeLimit must be in whole milliseconds, from 1 ms to 1 day, not " + limit);
        }
        return with(options.withServerTimeLimit(limit));
    }

    /**
     * This statement with the content for {@code LOAD DATA LOCAL INFILE}. The driver sends it when the server asks for
     * the file, whatever file name the SQL contains. The statement takes no arguments, and the connection needs the
     * option {@link MySqlOptionsBuilder#localInfile}. If a text of several statements asks for several files, only the
     * first one is sent.
     *
     * <p>The server cannot tell a truncated file from a complete one. If the source fails, or the future is cancelled,
     * while the file is being sent, the driver closes the connection. The future of a failed source then fails with
     * {@link MySqlSourceException}. A source that fails before its first byte leaves the connection usable. The server
     * skips or changes data that it cannot load; {@link ExecuteResult#info} and {@link ExecuteResult#warningCount}
     * report it.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/load-data.html">MySQL Reference Manual, LOAD DATA
     *     Statement</a>
     */
    public Statement localInfile(ByteSource source) {
        Objects.requireNonNull(source, "source");
        return with(options.withLocalInfile(source));
    }

    /**
     * This statement, declared safe to execute twice, such as a SELECT or an UPDATE to fixed values. It affects the
     * methods {@code query}, {@code execute} and {@code results} of a pool. They run the statement once more, on
     * another connection, if its connection was lost before the answer and it may have been executed.
     */
    public Statement idempotent() {
        return with(options.asIdempotent());
    }

    /** This statement with another SQL text. */
    public Statement withSql(String sql) {
        return new Statement(Objects.requireNonNull(sql, "sql"), arguments, named, options);
    }

    /** The value of an argument: what an Optional contains, or NULL. */
    private static @Nullable Object present(@Nullable Object argument) {
        return argument instanceof Optional<?> optional ? present(optional.orElse(null)) : argument;
    }

    private Statement with(StatementOptions other) {
        return new Statement(sql, arguments, named, other);
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> values, String name, @Nullable Object value) {
        Objects.requireNonNull(name, "name");
        Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return Collections.unmodifiableMap(more);
    }

    /** The SQL as it was given. */
    public String sql() {
        return sql;
    }

    /** The values for {@code ?}, in order. An {@link Optional} is replaced by what it contains. */
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    /** The values for {@code :name}, by name. An {@link Optional} is replaced by what it contains. */
    public Map<String, @Nullable Object> namedArguments() {
        return named;
    }

    /** The query attributes, by name. */
    public Map<String, @Nullable Object> attributes() {
        return options.attributes();
    }

    /** The number of rows that one fetch from a server-side cursor returns; 0 for no cursor. */
    public int fetchSize() {
        return options.fetchSize();
    }

    /** Whether the driver renders the arguments as literals. */
    public boolean isRenderedByClient() {
        return options.renderedByClient();
    }

    /** The statement's own timeout; {@code null} if the connection's applies. */
    public @Nullable Duration timeout() {
        return options.timeout();
    }

    /** The time limit that the server enforces; {@code null} if the statement has none. */
    public @Nullable Duration serverTimeLimit() {
        return options.serverTimeLimit();
    }

    /** The content for LOAD DATA LOCAL; {@code null} if there is none. */
    public @Nullable ByteSource localInfile() {
        return options.localInfile();
    }

    /** Whether the statement may be executed twice. */
    public boolean isIdempotent() {
        return options.idempotent();
    }

    /** The SQL and the number of arguments, without their values. */
    @Override
    public String toString() {
        return "Statement[" + sql + ", " + (arguments.size() + named.size()) + " arguments]";
    }
}
