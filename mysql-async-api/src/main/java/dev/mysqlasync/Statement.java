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
 * A statement with its arguments, and how it is to be run. Immutable: each method gives a new one.
 *
 * <p>Arguments stand for {@code ?} in order, or for {@code :name} by name; one statement uses one of the two. A
 * {@link java.util.Collection} among them stands for as many values with commas between, as {@code IN (?)} needs.
 * Arguments are not copied: an array or collection given here must not be changed before the statement is complete.
 *
 * <pre>{@code
 * client.query(Statement.of("SELECT name FROM music_style WHERE id IN (:ids)").bind("ids", List.of(1, 2, 3)));
 * }</pre>
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
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

    /** A statement with the values for its {@code ?}, of the classes that {@link MySqlClient} names. */
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

    /** With one more value for a {@code ?}. */
    public Statement add(@Nullable Object value) {
        List<@Nullable Object> more = new ArrayList<>(arguments);
        more.add(present(value));
        return new Statement(sql, Collections.unmodifiableList(more), named, options);
    }

    /** With a value for each {@code :name}; a name's earlier value is replaced. */
    public Statement bind(String name, @Nullable Object value) {
        return new Statement(sql, arguments, with(named, name, present(value)), options);
    }

    /**
     * With a query attribute, which travels beside the statement and can be read on the server by
     * {@code mysql_query_attribute_string}. Servers without query attributes (MariaDB, and MySQL before 8.0.23) are not
     * sent any.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/query-attributes.html">Query Attributes</a>
     */
    public Statement attribute(String name, @Nullable Object value) {
        return with(options.withAttributes(with(options.attributes(), name, value)));
    }

    /**
     * With its rows fetched from a read-only cursor on the server, so many at a time. It matters to streams and streaming
     * cursors alone: the connection is free for other statements between two fetches. Where the server opens no cursor, and for
     * INSERT, REPLACE, UPDATE, DELETE and ANALYZE, the rows come all at once as they do without this.
     *
     * <p>Up to 256 KiB of fetched rows, or one larger row, wait here for their demand. What a fetch has beyond that waits at the
     * server, and other statements wait behind it: so the fewer rows the larger they are.
     *
     * @param rows at least 1; 0 for no cursor, the default
     */
    public Statement fetchSize(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("fetchSize must not be negative: " + rows);
        }
        return with(options.withFetchSize(rows));
    }

    /**
     * With its arguments rendered into the SQL as literals by this client, instead of a statement prepared on the server: one
     * round trip, and no state there. The literals are safe whatever they contain. The future fails with {@link
     * IllegalArgumentException}, and nothing is sent, where a literal could be anything but a value.
     */
    public Statement renderedByClient() {
        return with(options.rendered());
    }

    /**
     * With so much time from its submission to the end of its answer, instead of
     * {@link MySqlOptionsBuilder#statementTimeout}. When it has passed, the future fails with
     * {@link MySqlTimeoutException}, and the statement is stopped on the server. The rows of a stream that are not demanded
     * in time end it, too; but with a {@linkplain #fetchSize fetch size} the opening of the cursor has this time, and
     * again each fetch, with the rows that it keeps waiting at the server.
     *
     * @param timeout more than zero, at most 1 day
     */
    public Statement timeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout must be more than 0 and at most 1 day, not " + timeout);
        }
        return with(options.withTimeout(timeout));
    }

    /**
     * With a limit that the server keeps for its execution, beside {@link #timeout}: it holds where a client's
     * {@code KILL} cannot reach, behind a proxy or in front of other statements that were sent already. The SQL is sent
     * with the optimizer hint {@code MAX_EXECUTION_TIME} to MySQL, which heeds it in {@code SELECT} alone: there other
     * statements are sent as they are. It is sent as {@code SET STATEMENT max_statement_time = … FOR} to MariaDB. The future
     * fails with the {@link MySqlServerException} that the server answers with: 3024 on MySQL, 1969 on MariaDB. One limit
     * makes one text, and so one prepared statement.
     *
     * @param limit in whole milliseconds, at least one, at most 1 day
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/optimizer-hints.html#optimizer-hints-execution-time">Statement
     *     Execution Time Optimizer Hints</a>
     * @see <a href="https://mariadb.com/docs/server/ha-and-performance/optimization-and-tuning/query-optimizations/aborting-statements">Aborting
     *     Statements</a>
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
     * With the file of a {@code LOAD DATA LOCAL INFILE}: what is sent when the server asks for it, whatever name the SQL
     * gives it. Such a statement takes no arguments, and the connection has to be made with
     * {@link MySqlOptionsBuilder#localInfile}. Only the first file that a text of several statements asks for is sent.
     *
     * <p>The server takes what it got for the whole when the file ends, so a source that fails midway, or a future that is
     * cancelled while it is being sent, closes the connection; the future fails with {@link MySqlSourceException}. A
     * source that fails before its first byte costs nothing. The result's {@link ExecuteResult#info} and
     * {@link ExecuteResult#warningCount} tell of rows that were skipped or changed: the server ignores what it cannot load.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/load-data.html">LOAD DATA Statement</a>
     */
    public Statement localInfile(ByteSource source) {
        Objects.requireNonNull(source, "source");
        return with(options.withLocalInfile(source));
    }

    /**
     * With the caller's word that it does no harm if it is executed twice, as a SELECT or an UPDATE to fixed values. A pool's
     * {@code query}, {@code execute} and {@code results} then run it once more, on another connection, also when its
     * connection was lost before the answer had come, and it may have been executed. Elsewhere it changes nothing.
     */
    public Statement idempotent() {
        return with(options.asIdempotent());
    }

    /** With another text, and all else as it is. */
    public Statement withSql(String sql) {
        return new Statement(Objects.requireNonNull(sql, "sql"), arguments, named, options);
    }

    /** What stands for an argument: of an Optional what it holds, or NULL. */
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

    /** The values for {@code ?}, in order; for an {@link Optional} what it holds. */
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    /** The values for {@code :name}, by name; for an {@link Optional} what it holds. */
    public Map<String, @Nullable Object> namedArguments() {
        return named;
    }

    /** The query attributes, by name. */
    public Map<String, @Nullable Object> attributes() {
        return options.attributes();
    }

    /** How many rows are fetched at a time from a cursor on the server; 0 for no cursor. */
    public int fetchSize() {
        return options.fetchSize();
    }

    /** Whether arguments become literals in the SQL. */
    public boolean isRenderedByClient() {
        return options.renderedByClient();
    }

    /** Its own time limit; {@code null} where the connection's holds. */
    public @Nullable Duration timeout() {
        return options.timeout();
    }

    /** The limit that the server keeps; {@code null} for none of its own. */
    public @Nullable Duration serverTimeLimit() {
        return options.serverTimeLimit();
    }

    /** What is sent for the file of a LOAD DATA LOCAL; null where none is offered. */
    public @Nullable ByteSource localInfile() {
        return options.localInfile();
    }

    /** Whether it may be executed twice. */
    public boolean isIdempotent() {
        return options.idempotent();
    }

    /** The SQL, and how many arguments there are; none of their values. */
    @Override
    public String toString() {
        return "Statement[" + sql + ", " + (arguments.size() + named.size()) + " arguments]";
    }
}
