package dev.mysqlasync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Manner manner;

    private Statement(
            String sql, List<@Nullable Object> arguments, Map<String, @Nullable Object> named, Manner manner) {
        this.sql = sql;
        this.arguments = arguments;
        this.named = named;
        this.manner = manner;
    }

    /** All that is said of a statement beside what it says. */
    private record Manner(
            Map<String, @Nullable Object> attributes,
            int fetchSize,
            boolean renderedByClient,
            @Nullable Duration timeout,
            @Nullable ByteSource localInfile) {

        static final Manner PLAIN = new Manner(Map.of(), 0, false, null, null);
    }

    /** A statement with the values for its {@code ?}, of the classes that {@link MySqlClient} names. */
    public static Statement of(String sql, @Nullable Object... arguments) {
        Objects.requireNonNull(sql, "sql");
        List<@Nullable Object> values =
                arguments.length == 0 ? List.of() : Collections.unmodifiableList(Arrays.asList(arguments.clone()));
        return new Statement(sql, values, Map.of(), Manner.PLAIN);
    }

    /** With one more value for a {@code ?}. */
    public Statement add(@Nullable Object value) {
        List<@Nullable Object> more = new ArrayList<>(arguments);
        more.add(value);
        return new Statement(sql, Collections.unmodifiableList(more), named, manner);
    }

    /** With a value for each {@code :name}; a name's earlier value is replaced. */
    public Statement bind(String name, @Nullable Object value) {
        return new Statement(sql, arguments, with(named, name, value), manner);
    }

    /**
     * With a query attribute, which travels beside the statement and can be read on the server by
     * {@code mysql_query_attribute_string}. Servers without query attributes (MariaDB, and MySQL before 8.0.23) are not
     * sent any.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/query-attributes.html">Query Attributes</a>
     */
    public Statement attribute(String name, @Nullable Object value) {
        return with(new Manner(
                with(manner.attributes, name, value),
                manner.fetchSize,
                manner.renderedByClient,
                manner.timeout,
                manner.localInfile));
    }

    /**
     * With its rows fetched from a read-only cursor on the server, so many at a time. It matters to streams and streaming
     * cursors alone: the connection is free for other statements between two fetches. Where the server opens no cursor, the rows come
     * all at once as they do without this.
     *
     * @param rows at least 1; 0 for no cursor, the default
     */
    public Statement fetchSize(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("fetchSize must not be negative: " + rows);
        }
        return with(new Manner(manner.attributes, rows, manner.renderedByClient, manner.timeout, manner.localInfile));
    }

    /**
     * With its arguments rendered into the SQL as literals by this client, instead of a statement prepared on the server: one
     * round trip, and no state there. The literals are safe whatever they contain.
     */
    public Statement renderedByClient() {
        return with(new Manner(manner.attributes, manner.fetchSize, true, manner.timeout, manner.localInfile));
    }

    /**
     * With so much time from its submission to the end of its answer, instead of
     * {@link MySqlOptionsBuilder#statementTimeout}. When it has passed, the future fails with
     * {@link MySqlTimeoutException}, and the statement is stopped on the server. The rows of a stream that are not demanded
     * in time end it, too; but with a {@linkplain #fetchSize fetch size} the opening of the cursor has this time, and
     * again each fetch.
     *
     * @param timeout more than zero, at most 1 day
     */
    public Statement timeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout must be more than 0 and at most 1 day, not " + timeout);
        }
        return with(
                new Manner(manner.attributes, manner.fetchSize, manner.renderedByClient, timeout, manner.localInfile));
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
        return with(new Manner(manner.attributes, manner.fetchSize, manner.renderedByClient, manner.timeout, source));
    }

    private Statement with(Manner other) {
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

    /** The values for {@code ?}, in order. */
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    /** The values for {@code :name}, by name. */
    public Map<String, @Nullable Object> namedArguments() {
        return named;
    }

    /** The query attributes, by name. */
    public Map<String, @Nullable Object> attributes() {
        return manner.attributes;
    }

    /** How many rows are fetched at a time from a cursor on the server; 0 for no cursor. */
    public int fetchSize() {
        return manner.fetchSize;
    }

    /** Whether arguments become literals in the SQL. */
    public boolean isRenderedByClient() {
        return manner.renderedByClient;
    }

    /** Its own time limit; {@code null} where the connection's holds. */
    public @Nullable Duration timeout() {
        return manner.timeout;
    }

    /** What is sent for the file of a LOAD DATA LOCAL; null where none is offered. */
    public @Nullable ByteSource localInfile() {
        return manner.localInfile;
    }

    /** The SQL, and how many arguments there are; none of their values. */
    @Override
    public String toString() {
        return "Statement[" + sql + ", " + (arguments.size() + named.size()) + " arguments]";
    }
}
