package dev.mysqlasync;

import dev.mysqlasync.auth.AuthPlugins;
import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.internal.options.ConnectionOptions;
import dev.mysqlasync.internal.options.Option;
import dev.mysqlasync.internal.options.OptionValues;
import dev.mysqlasync.internal.options.PemText;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@link MySqlOptions}. {@link #build} checks the options; no other method does, except those that read text. Where an
 * option may be {@code null}, {@code null} means that it is not set. For one thread.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlOptionsBuilder {

    private final OptionValues values;

    /** Starts from these values, and changes them. */
    MySqlOptionsBuilder(OptionValues values) {
        this.values = values;
    }

    private <T extends @Nullable Object> MySqlOptionsBuilder set(Option<T> option, @Nullable T value) {
        values.set(option, value);
        return this;
    }

    /**
     * Checks the options and makes them immutable. Reads the files that {@code tlsCa} and {@code serverPublicKey} name.
     *
     * @throws IllegalArgumentException if an option is missing, out of its range or in conflict with another, or if a file
     *     cannot be read; the message names the option
     */
    public MySqlOptions build() {
        return new MySqlOptions(ConnectionOptions.checked(values));
    }

    /**
     * Sets an option by its name, to a value written as in a URL: {@code option("connectTimeout", "10s")}. Besides the options
     * of a URL there are {@code host}, {@code port}, {@code user}, {@code password} and {@code database}. Nothing is
     * percent-decoded. {@code initStatements} adds a statement.
     *
     * @throws IllegalArgumentException if no option has this name, or it cannot have this value; the message names the option
     */
    public MySqlOptionsBuilder option(String name, String value) {
        values.set(name, value);
        return this;
    }

    /** Sets each of these options, as {@link #option} does. */
    public MySqlOptionsBuilder options(Map<String, String> options) {
        values.setAll(options);
        return this;
    }

    /** Sets each of these options and of their defaults, as {@link #option} does. */
    public MySqlOptionsBuilder options(Properties options) {
        values.setAll(options);
        return this;
    }

    /**
     * The server's name or address. IPv6 addresses stand without brackets. All addresses of a name are tried. Default: localhost.
     */
    public MySqlOptionsBuilder host(String host) {
        return set(ConnectionOptions.HOST, host);
    }

    /** The server's TCP port, 1 to 65535. Default: 3306. */
    public MySqlOptionsBuilder port(int port) {
        return set(ConnectionOptions.PORT, port);
    }

    /** The server's unix socket, used instead of host and port. In a URL {@code socket}. Default: none. */
    public MySqlOptionsBuilder socketPath(@Nullable Path socketPath) {
        return set(ConnectionOptions.SOCKET_PATH, socketPath);
    }

    /** The account's name. Required. Default: none. */
    public MySqlOptionsBuilder user(String user) {
        return set(ConnectionOptions.USER, user);
    }

    /** The account's password. Default: none. */
    public MySqlOptionsBuilder password(CharSequence password) {
        return password(Secret.of(password));
    }

    /** The account's password, in an object that the caller can wipe once no more connections are needed. */
    public MySqlOptionsBuilder password(Secret password) {
        return set(ConnectionOptions.PASSWORD, password);
    }

    /** The session's first database. Default: none. */
    public MySqlOptionsBuilder database(@Nullable String database) {
        return set(ConnectionOptions.DATABASE, database);
    }

    /** The server's RSA public key, which encrypts the password where there is no TLS, as PEM text. Default: none. */
    public MySqlOptionsBuilder serverPublicKey(@Nullable String pem) {
        return set(ConnectionOptions.SERVER_PUBLIC_KEY, PemText.of(pem));
    }

    /** The server's RSA public key, in a PEM file. {@link #build} reads the file. */
    public MySqlOptionsBuilder serverPublicKey(Path file) {
        return set(ConnectionOptions.SERVER_PUBLIC_KEY, PemText.in(file));
    }

    /**
     * Whether the client may fetch that key from the server, where an attacker on the network can substitute one. True allows it
     * from every server. False forbids it from every server, local ones too. By default, the key is fetched only from a loopback
     * address or over a unix socket. Default: local.
     */
    public MySqlOptionsBuilder allowPublicKeyRetrieval(boolean allowPublicKeyRetrieval) {
        return set(
                ConnectionOptions.PUBLIC_KEY_RETRIEVAL,
                allowPublicKeyRetrieval ? PublicKeyRetrieval.ALLOWED : PublicKeyRetrieval.FORBIDDEN);
    }

    /**
     * The authentication plugins that the server may choose from, by MySQL's names. In a URL, commas separate them. Default:
     * those of {@link AuthPlugins#standard}.
     */
    public MySqlOptionsBuilder allowedAuthPlugins(Set<String> allowedAuthPlugins) {
        return set(ConnectionOptions.ALLOWED_AUTH_PLUGINS, Set.copyOf(allowedAuthPlugins));
    }

    /** Whether the connection is encrypted, and what is verified of the server's certificate. Default: auto. */
    public MySqlOptionsBuilder tls(TlsMode tls) {
        return set(ConnectionOptions.TLS, tls);
    }

    /**
     * The CA certificates to trust, instead of the Java runtime's, as PEM text. They are an error where the TLS mode verifies
     * nothing, and with {@code auto} where that mode leaves the connection in plain text. Default: none.
     */
    public MySqlOptionsBuilder tlsCa(@Nullable String pem) {
        return set(ConnectionOptions.TLS_CA, PemText.of(pem));
    }

    /** The CA certificates to trust, instead of the Java runtime's, in a PEM file. {@link #build} reads the file. */
    public MySqlOptionsBuilder tlsCa(Path file) {
        return set(ConnectionOptions.TLS_CA, PemText.in(file));
    }

    /** How transactions begin and end. A URL may also say {@code true} or {@code false}. Default: off. */
    public MySqlOptionsBuilder autocommit(Autocommit autocommit) {
        return set(ConnectionOptions.AUTOCOMMIT, autocommit);
    }

    /** Autocommit on or off. */
    public MySqlOptionsBuilder autocommit(boolean autocommit) {
        return autocommit(autocommit ? Autocommit.ON : Autocommit.OFF);
    }

    /**
     * The connection's collation, one of utf8mb4, such as {@code utf8mb4_bin}. Default: none, the server's own for utf8mb4.
     */
    public MySqlOptionsBuilder collation(@Nullable String collation) {
        return set(ConnectionOptions.COLLATION, collation);
    }

    /**
     * The session's {@code sql_mode}: modes with commas between, or empty for no mode at all. Default: none, the server's own.
     */
    public MySqlOptionsBuilder sqlMode(@Nullable String sqlMode) {
        return set(ConnectionOptions.SQL_MODE, sqlMode);
    }

    /**
     * The session's {@code time_zone}: an offset such as {@code +02:00}, {@code UTC}, {@code SYSTEM}, or a zone that the
     * server has loaded. An {@link java.time.Instant} can be read or sent only where this option, or a later
     * {@code SET time_zone}, names a zone other than SYSTEM. Default: none, the server's own.
     */
    public MySqlOptionsBuilder timeZone(@Nullable String timeZone) {
        return set(ConnectionOptions.TIME_ZONE, timeZone);
    }

    /** The isolation level of the session's transactions. Default: none, the server's own. */
    public MySqlOptionsBuilder isolation(@Nullable IsolationLevel isolation) {
        return set(ConnectionOptions.ISOLATION, isolation);
    }

    /**
     * Whether affected rows count the rows that an UPDATE matched ({@code CLIENT_FOUND_ROWS}), instead of those that it
     * changed. Default: false.
     */
    public MySqlOptionsBuilder foundRows(boolean foundRows) {
        return set(ConnectionOptions.FOUND_ROWS, foundRows);
    }

    /**
     * Whether one text may hold several statements ({@code CLIENT_MULTI_STATEMENTS}). This makes an SQL injection worse.
     * Default: false.
     */
    public MySqlOptionsBuilder multiStatements(boolean multiStatements) {
        return set(ConnectionOptions.MULTI_STATEMENTS, multiStatements);
    }

    /**
     * Whether statements may send a file for LOAD DATA LOCAL ({@code CLIENT_LOCAL_FILES}). A statement sends only the source
     * that {@link Statement#localInfile} gave it. Default: false.
     */
    public MySqlOptionsBuilder localInfile(boolean localInfile) {
        return set(ConnectionOptions.LOCAL_INFILE, localInfile);
    }

    /** Whether statements are sent before earlier ones are answered. Default: auto. */
    public MySqlOptionsBuilder pipelining(Pipelining pipelining) {
        return set(ConnectionOptions.PIPELINING, pipelining);
    }

    /**
     * Statements that run on each new connection, after all other settings, in this order. Their changes are committed before
     * the connection is handed out. A URL gives the option once for each statement. Default: none.
     */
    public MySqlOptionsBuilder initStatements(List<String> initStatements) {
        return set(ConnectionOptions.INIT_STATEMENTS, List.copyOf(initStatements));
    }

    /** How zero and partial dates are read. Default: error. */
    public MySqlOptionsBuilder zeroDates(ZeroDates zeroDates) {
        return set(ConnectionOptions.ZERO_DATES, zeroDates);
    }

    /** Whether {@link Row#getObject} returns a Boolean for a signed TINYINT(1). Default: false. */
    public MySqlOptionsBuilder tinyInt1AsBoolean(boolean tinyInt1AsBoolean) {
        return set(ConnectionOptions.TINY_INT_1_AS_BOOLEAN, tinyInt1AsBoolean);
    }

    /** Whether {@link Row#getObject} returns a Boolean for BIT(1). Default: false. */
    public MySqlOptionsBuilder bit1AsBoolean(boolean bit1AsBoolean) {
        return set(ConnectionOptions.BIT_1_AS_BOOLEAN, bit1AsBoolean);
    }

    /** A codec for another Java type. It replaces an earlier codec for the same type. Not in a URL. Default: none. */
    public MySqlOptionsBuilder codec(Codec<?> codec) {
        return set(
                ConnectionOptions.CODECS,
                ConnectionOptions.with(values.get(ConnectionOptions.CODECS), codec.type(), codec));
    }

    /**
     * Further system variables whose changes the server reports; {@link SessionInfo#variable} shows them. MariaDB refuses the
     * connection where it does not know one; MySQL ignores it. In a URL, commas separate them. Default: none.
     */
    public MySqlOptionsBuilder trackVariables(List<String> trackVariables) {
        return set(ConnectionOptions.TRACK_VARIABLES, List.copyOf(trackVariables));
    }

    /**
     * Whether the server reports the GTIDs of transactions; {@link SessionInfo#lastGtids} shows them. Default: false.
     */
    public MySqlOptionsBuilder trackGtids(boolean trackGtids) {
        return set(ConnectionOptions.TRACK_GTIDS, trackGtids);
    }

    /**
     * Whether the server reports the transaction's state and characteristics; {@link SessionInfo#transactionState} shows them.
     * Default: false.
     */
    public MySqlOptionsBuilder trackTransactions(boolean trackTransactions) {
        return set(ConnectionOptions.TRACK_TRANSACTIONS, trackTransactions);
    }

    /**
     * Supplies the W3C trace context that a statement is sent with, as its query attribute {@code traceparent};
     * {@code null} for none. An attribute of that name on the statement wins. Servers without query attributes are not sent it.
     * The supplier runs on the thread that submits; if it throws, that statement alone fails. Not in a URL. Default: none.
     */
    public MySqlOptionsBuilder traceContext(@Nullable Supplier<@Nullable String> traceContext) {
        return set(ConnectionOptions.TRACE_CONTEXT, traceContext);
    }

    /**
     * A connection attribute. The server shows it in {@code session_connect_attrs}. Names that begin with {@code _} are
     * reserved for the client. All attributes together take at most 64,512 bytes. In a URL {@code attribute.name=value}. Default:
     * none.
     */
    public MySqlOptionsBuilder attribute(String name, String value) {
        return set(
                ConnectionOptions.ATTRIBUTES,
                ConnectionOptions.with(values.get(ConnectionOptions.ATTRIBUTES), name, value));
    }

    /** The program's name, as the attribute {@code program_name}. Default: none. */
    public MySqlOptionsBuilder programName(String programName) {
        return set(ConnectionOptions.PROGRAM_NAME, programName);
    }

    /**
     * The time for name resolution, TCP, TLS, authentication and session set-up together, 1 ms to 1 day. Default: 10s.
     */
    public MySqlOptionsBuilder connectTimeout(Duration connectTimeout) {
        return set(ConnectionOptions.CONNECT_TIMEOUT, connectTimeout);
    }

    /**
     * The time for a statement, from its submission to the end of its answer, 1 ms to 1 day. {@link Statement#timeout} and
     * {@link PreparedStatement#timeout} override it. Default: none.
     */
    public MySqlOptionsBuilder statementTimeout(@Nullable Duration statementTimeout) {
        return set(ConnectionOptions.STATEMENT_TIMEOUT, statementTimeout);
    }

    /**
     * The time for a cancelled statement to end on the server before the connection is dropped, 1 ms to 1 day. Default: 5s.
     */
    public MySqlOptionsBuilder cancelGrace(Duration cancelGrace) {
        return set(ConnectionOptions.CANCEL_GRACE, cancelGrace);
    }

    /**
     * The time that a statement waits for a row lock, in whole seconds ({@code innodb_lock_wait_timeout}), 1 second to 1 day.
     * Default: none, the server's own.
     */
    public MySqlOptionsBuilder lockWaitTimeout(@Nullable Duration lockWaitTimeout) {
        return set(ConnectionOptions.LOCK_WAIT_TIMEOUT, lockWaitTimeout);
    }

    /** The time for an orderly close before the connection is dropped, 0 to 1 day. Default: 500ms. */
    public MySqlOptionsBuilder closeTimeout(Duration closeTimeout) {
        return set(ConnectionOptions.CLOSE_TIMEOUT, closeTimeout);
    }

    /**
     * The largest command that is sent, in bytes, 1 KiB to 1 GiB. The server has its own limit of the same name. Default:
     * 64MiB.
     */
    public MySqlOptionsBuilder maxAllowedPacket(int maxAllowedPacket) {
        return set(ConnectionOptions.MAX_ALLOWED_PACKET, maxAllowedPacket);
    }

    /**
     * The largest row that is received, or other packet of a result, in bytes, 1 KiB to 1 GiB. Default: 64MiB, or an eighth of
     * the heap ({@link Runtime#maxMemory}) if that is less.
     */
    public MySqlOptionsBuilder maxRowSize(int maxRowSize) {
        return set(ConnectionOptions.MAX_ROW_SIZE, maxRowSize);
    }

    /**
     * The memory that the buffered results of one statement may take, in bytes, from 1 KiB. Larger results can be streamed.
     * Everything that is kept counts: rows as received plus 8 bytes each, columns, and some hundred bytes for each result. Where a
     * {@link RowMapper} takes rows as they arrive, each of its objects counts 16 bytes, whatever memory it holds. Default: 256MiB,
     * or an eighth of the heap ({@link Runtime#maxMemory}) if that is less.
     */
    public MySqlOptionsBuilder maxResultBytes(long maxResultBytes) {
        return set(ConnectionOptions.MAX_RESULT_BYTES, maxResultBytes);
    }

    /**
     * The number of commands that may be unanswered at once on a connection, 1 to 65535. No command starts while 1 MiB of
     * earlier ones has not been written. Default: 1024.
     */
    public MySqlOptionsBuilder pipelineLimit(int pipelineLimit) {
        return set(ConnectionOptions.PIPELINE_LIMIT, pipelineLimit);
    }

    /**
     * The number of commands that may wait to be sent on a connection, from 1. A further command fails. Default: 65536.
     */
    public MySqlOptionsBuilder queueLimit(int queueLimit) {
        return set(ConnectionOptions.QUEUE_LIMIT, queueLimit);
    }

    /**
     * The number of prepared statements that a connection keeps, 0 to 65535. All of them together have at most 16384
     * parameters. A statement with more than 8192 is prepared for each execution. The server counts the statements of all
     * connections against its {@code max_prepared_stmt_count}. Default: 128.
     */
    public MySqlOptionsBuilder statementCacheSize(int statementCacheSize) {
        return set(ConnectionOptions.STATEMENT_CACHE_SIZE, statementCacheSize);
    }

    /** Where futures complete. Not in a URL. Default: none, the connection's I/O thread. */
    public MySqlOptionsBuilder callbackExecutor(@Nullable Executor callbackExecutor) {
        return set(ConnectionOptions.CALLBACK_EXECUTOR, callbackExecutor);
    }

    /** The transport to use, which the caller closes. Not in a URL. Default: none, a shared one. */
    public MySqlOptionsBuilder transport(@Nullable Transport transport) {
        return set(ConnectionOptions.TRANSPORT, transport);
    }

    /**
     * The transport provider to use, by its name, such as {@code nio}. In a URL {@code transport}. Default: none, the only one there is.
     */
    public MySqlOptionsBuilder transportName(@Nullable String transportName) {
        return set(ConnectionOptions.TRANSPORT_NAME, transportName);
    }

    /**
     * How a shared transport behaves. In a URL, each setting has its own name, such as {@code eventLoops=2}. Default:
     * {@link TransportOptions#DEFAULT}.
     */
    public MySqlOptionsBuilder transportOptions(TransportOptions transportOptions) {
        return set(ConnectionOptions.TRANSPORT_OPTIONS, transportOptions);
    }
}
