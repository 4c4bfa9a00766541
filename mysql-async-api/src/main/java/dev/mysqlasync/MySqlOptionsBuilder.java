package dev.mysqlasync;

import dev.mysqlasync.auth.AuthPlugins;
import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link MySqlOptions}. Nothing is checked before {@link #build}; where {@code null} is allowed it takes the option
 * back to "not set". For one thread.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlOptionsBuilder {

    String host = "localhost";
    int port = 3306;

    @Nullable
    Path socketPath;

    @Nullable
    String user;

    Secret password = Secret.none();

    @Nullable
    String database;

    PemText serverPublicKey = PemText.NONE;
    PublicKeyRetrieval publicKeyRetrieval = PublicKeyRetrieval.LOCAL;
    Set<String> allowedAuthPlugins = AuthPlugins.standard().allowed();
    TlsMode tls = TlsMode.AUTO;
    PemText tlsCa = PemText.NONE;
    Autocommit autocommit = Autocommit.OFF;

    @Nullable
    String collation;

    @Nullable
    String sqlMode;

    @Nullable
    String timeZone;

    @Nullable
    IsolationLevel isolation;

    boolean foundRows;
    boolean multiStatements;
    boolean localInfile;
    Pipelining pipelining = Pipelining.AUTO;
    List<String> initStatements = List.of();
    ZeroDates zeroDates = ZeroDates.ERROR;
    boolean tinyInt1AsBoolean;
    boolean bit1AsBoolean;
    Map<Class<?>, Codec<?>> codecs = new LinkedHashMap<>();
    List<String> trackVariables = List.of();
    boolean trackGtids;
    boolean trackTransactions;

    @Nullable
    Supplier<@Nullable String> traceContext;

    Map<String, String> attributes = new LinkedHashMap<>();
    Duration connectTimeout = Duration.ofSeconds(10);
    Duration closeTimeout = Duration.ofMillis(500);

    @Nullable
    Duration statementTimeout;

    Duration cancelGrace = Duration.ofSeconds(5);

    @Nullable
    Duration lockWaitTimeout;

    int maxAllowedPacket = 64 << 20;
    int maxRowSize = HeapShare.maxRowSize();
    long maxResultBytes = HeapShare.maxResultBytes();
    int pipelineLimit = 1024;
    int queueLimit = 65_536;
    int statementCacheSize = 128;

    @Nullable
    Executor callbackExecutor;

    @Nullable
    Transport transport;

    @Nullable
    String transportName;

    TransportOptions transportOptions = TransportOptions.DEFAULT;

    MySqlOptionsBuilder() {}

    /**
     * Checks the options and makes them immutable. Reads the files that {@code tlsCa} and {@code serverPublicKey} name.
     *
     * @throws IllegalArgumentException if an option is missing, out of its range or at odds with another, or a file
     *     cannot be read; the message names the option
     */
    public MySqlOptions build() {
        return OptionRules.check(this);
    }

    /**
     * The server's name, IPv4 address, or IPv6 address without brackets; every address of a name is tried.
     * Default: localhost.
     */
    public MySqlOptionsBuilder host(String host) {
        this.host = host;
        return this;
    }

    /** The server's TCP port, 1 to 65535. Default: 3306. */
    public MySqlOptionsBuilder port(int port) {
        this.port = port;
        return this;
    }

    /** The server's unix socket, used instead of host and port. In a URL {@code socket}. Default: none. */
    public MySqlOptionsBuilder socketPath(@Nullable Path socketPath) {
        this.socketPath = socketPath;
        return this;
    }

    /** The account's name. Must be given. Default: none. */
    public MySqlOptionsBuilder user(String user) {
        this.user = user;
        return this;
    }

    /** The account's password. Default: none. */
    public MySqlOptionsBuilder password(CharSequence password) {
        return password(Secret.of(password));
    }

    /** The account's password, as one that the caller can wipe when no more connections are to be made. */
    public MySqlOptionsBuilder password(Secret password) {
        this.password = password;
        return this;
    }

    /** The database that a session starts in. Default: none. */
    public MySqlOptionsBuilder database(@Nullable String database) {
        this.database = database;
        return this;
    }

    /** The server's RSA key, with which a password is encrypted where there is no TLS, as PEM text. Default: none. */
    public MySqlOptionsBuilder serverPublicKey(@Nullable String pem) {
        this.serverPublicKey = PemText.of(pem);
        return this;
    }

    /**
     * The server's RSA key, with which a password is encrypted where there is no TLS, in a PEM file, read when
     * the options are built.
     */
    public MySqlOptionsBuilder serverPublicKey(Path file) {
        this.serverPublicKey = PemText.in(file);
        return this;
    }

    /**
     * Whether that RSA key may be taken from the server itself, where someone in between could put in their own: true
     * allows it from everywhere, false forbids it everywhere, on this machine too. Unset, it may come from a loopback
     * address or a unix socket. Default: local.
     */
    public MySqlOptionsBuilder allowPublicKeyRetrieval(boolean allowPublicKeyRetrieval) {
        this.publicKeyRetrieval = allowPublicKeyRetrieval ? PublicKeyRetrieval.ALLOWED : PublicKeyRetrieval.FORBIDDEN;
        return this;
    }

    /**
     * The authentication plugins that the server may choose from, by MySQL's names. In a URL with commas
     * between. Default: those of {@link AuthPlugins#standard}.
     */
    public MySqlOptionsBuilder allowedAuthPlugins(Set<String> allowedAuthPlugins) {
        this.allowedAuthPlugins = Set.copyOf(allowedAuthPlugins);
        return this;
    }

    /** Whether the connection is encrypted, and what of the server's certificate is verified. Default: auto. */
    public MySqlOptionsBuilder tls(TlsMode tls) {
        this.tls = tls;
        return this;
    }

    /**
     * The CA certificates to trust, instead of the Java runtime's, as PEM text. Where the TLS mode verifies nothing they
     * are an error; so they are with {@code auto} where that leaves the connection in plain text. Default: none.
     */
    public MySqlOptionsBuilder tlsCa(@Nullable String pem) {
        this.tlsCa = PemText.of(pem);
        return this;
    }

    /** The CA certificates to trust, instead of the Java runtime's, in a PEM file, read when the options are built. */
    public MySqlOptionsBuilder tlsCa(Path file) {
        this.tlsCa = PemText.in(file);
        return this;
    }

    /** How transactions begin and end. In a URL {@code true} and {@code false} do as well. Default: off. */
    public MySqlOptionsBuilder autocommit(Autocommit autocommit) {
        this.autocommit = autocommit;
        return this;
    }

    /** Autocommit on or off. */
    public MySqlOptionsBuilder autocommit(boolean autocommit) {
        return autocommit(autocommit ? Autocommit.ON : Autocommit.OFF);
    }

    /**
     * The connection's collation, one of utf8mb4, such as {@code utf8mb4_bin}. Default: none, the server's own
     * for utf8mb4.
     */
    public MySqlOptionsBuilder collation(@Nullable String collation) {
        this.collation = collation;
        return this;
    }

    /**
     * The session's {@code sql_mode}: modes with commas between, or empty for none of them. Default: none, the
     * server's own.
     */
    public MySqlOptionsBuilder sqlMode(@Nullable String sqlMode) {
        this.sqlMode = sqlMode;
        return this;
    }

    /**
     * The session's {@code time_zone}, as the server takes it: {@code +02:00}, {@code SYSTEM}, or a name it has
     * loaded. Unless it is stated here, and not as SYSTEM, or later by {@code SET time_zone}, nothing can be read or
     * sent as an {@link java.time.Instant}. Default: none, the server's own.
     */
    public MySqlOptionsBuilder timeZone(@Nullable String timeZone) {
        this.timeZone = timeZone;
        return this;
    }

    /** The isolation level of the session's transactions. Default: none, the server's own. */
    public MySqlOptionsBuilder isolation(@Nullable IsolationLevel isolation) {
        this.isolation = isolation;
        return this;
    }

    /**
     * Whether affected rows count the rows that an UPDATE matched ({@code CLIENT_FOUND_ROWS}), instead of those
     * it changed. Default: false.
     */
    public MySqlOptionsBuilder foundRows(boolean foundRows) {
        this.foundRows = foundRows;
        return this;
    }

    /**
     * Whether one text may hold several statements ({@code CLIENT_MULTI_STATEMENTS}): what makes an SQL
     * injection worse. Default: false.
     */
    public MySqlOptionsBuilder multiStatements(boolean multiStatements) {
        this.multiStatements = multiStatements;
        return this;
    }

    /**
     * Whether statements may send a file that was given for them by {@link Statement#localInfile}
     * ({@code CLIENT_LOCAL_FILES}); no other file is ever sent. Default: false.
     */
    public MySqlOptionsBuilder localInfile(boolean localInfile) {
        this.localInfile = localInfile;
        return this;
    }

    /** Whether statements are sent before those before them are answered. Default: auto. */
    public MySqlOptionsBuilder pipelining(Pipelining pipelining) {
        this.pipelining = pipelining;
        return this;
    }

    /**
     * Statements run on each new connection, in this order, after all other settings. What they change is committed before the
     * connection is handed out. Default: none.
     */
    public MySqlOptionsBuilder initStatements(List<String> initStatements) {
        this.initStatements = List.copyOf(initStatements);
        return this;
    }

    /** What becomes of dates that the calendar does not have, zero dates above all. Default: error. */
    public MySqlOptionsBuilder zeroDates(ZeroDates zeroDates) {
        this.zeroDates = zeroDates;
        return this;
    }

    /** Whether {@link Row#getObject} gives a Boolean for TINYINT(1), unless it is unsigned. Default: false. */
    public MySqlOptionsBuilder tinyInt1AsBoolean(boolean tinyInt1AsBoolean) {
        this.tinyInt1AsBoolean = tinyInt1AsBoolean;
        return this;
    }

    /** Whether {@link Row#getObject} gives a Boolean for BIT(1). Default: false. */
    public MySqlOptionsBuilder bit1AsBoolean(boolean bit1AsBoolean) {
        this.bit1AsBoolean = bit1AsBoolean;
        return this;
    }

    /** A codec for a further Java type; a later one for the same type takes its place. Not in a URL. Default: none. */
    public MySqlOptionsBuilder codec(Codec<?> codec) {
        codecs.put(codec.type(), codec);
        return this;
    }

    /**
     * System variables whose changes {@link SessionInfo#variable} shows, besides those that it always does. Connecting
     * fails where MariaDB does not know one; MySQL ignores it. In a URL with commas between. Default: none.
     */
    public MySqlOptionsBuilder trackVariables(List<String> trackVariables) {
        this.trackVariables = List.copyOf(trackVariables);
        return this;
    }

    /** Whether {@link SessionInfo#lastGtids} is told by the server. Default: false. */
    public MySqlOptionsBuilder trackGtids(boolean trackGtids) {
        this.trackGtids = trackGtids;
        return this;
    }

    /** Whether {@link SessionInfo#transactionState} and its characteristics are told by the server. Default: false. */
    public MySqlOptionsBuilder trackTransactions(boolean trackTransactions) {
        this.trackTransactions = trackTransactions;
        return this;
    }

    /**
     * Gives the W3C trace context that each statement is sent with, as its query attribute {@code traceparent}, where the
     * server takes attributes and the statement has none of that name; {@code null} for none. Called on the thread that
     * submits; what it throws fails that statement alone. Not in a URL. Default: none.
     */
    public MySqlOptionsBuilder traceContext(@Nullable Supplier<@Nullable String> traceContext) {
        this.traceContext = traceContext;
        return this;
    }

    /**
     * A connection attribute, shown in the server's {@code session_connect_attrs}. Names that begin with
     * {@code _} are the client's own; all together may have 64,512 bytes. Default: none.
     */
    public MySqlOptionsBuilder attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** The program's name, as the attribute {@code program_name}. Default: none. */
    public MySqlOptionsBuilder programName(String programName) {
        return attribute("program_name", programName);
    }

    /**
     * The time for name resolution, TCP, TLS, authentication and session set-up together, 1 ms to 1 day.
     * Default: 10s.
     */
    public MySqlOptionsBuilder connectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
        return this;
    }

    /**
     * The time for each statement from its submission to the end of its answer, 1 ms to 1 day; {@link Statement#timeout} and
     * {@link PreparedStatement#timeout} override it. Default: none.
     */
    public MySqlOptionsBuilder statementTimeout(@Nullable Duration statementTimeout) {
        this.statementTimeout = statementTimeout;
        return this;
    }

    /**
     * The time for a statement to end on the server after it was called off, before the connection is dropped, 1 ms to
     * 1 day. Default: 5s.
     */
    public MySqlOptionsBuilder cancelGrace(Duration cancelGrace) {
        this.cancelGrace = cancelGrace;
        return this;
    }

    /** How long a statement waits for a row lock ({@code innodb_lock_wait_timeout}), in whole seconds. Default: none. */
    public MySqlOptionsBuilder lockWaitTimeout(@Nullable Duration lockWaitTimeout) {
        this.lockWaitTimeout = lockWaitTimeout;
        return this;
    }

    /** The time for an orderly close before the connection is dropped, 0 to 1 day. Default: 500ms. */
    public MySqlOptionsBuilder closeTimeout(Duration closeTimeout) {
        this.closeTimeout = closeTimeout;
        return this;
    }

    /**
     * The largest command that is sent, in bytes, 1 KiB to 1 GiB. The server has a limit of its own by that
     * name. Default: 64MiB.
     */
    public MySqlOptionsBuilder maxAllowedPacket(int maxAllowedPacket) {
        this.maxAllowedPacket = maxAllowedPacket;
        return this;
    }

    /**
     * The largest row, or other packet of a result, that is received, in bytes, 1 KiB to 1 GiB. Default: 64MiB, or an eighth of the
     * largest heap ({@link Runtime#maxMemory}) if that is less.
     */
    public MySqlOptionsBuilder maxRowSize(int maxRowSize) {
        this.maxRowSize = maxRowSize;
        return this;
    }

    /**
     * What the results of one statement that are buffered may take in memory, all together, in bytes, from 1 KiB; larger ones can be
     * streamed. Everything that is kept counts: rows as they were received and 8 bytes for each, columns, and some hundred bytes for
     * each result. Where a {@link RowMapper} takes rows as they arrive, no row is kept: 16 bytes count for each of its objects, and
     * how much more memory they hold is its own affair. Default: 256MiB, or an eighth of the largest heap
     * ({@link Runtime#maxMemory}) if that is less.
     */
    public MySqlOptionsBuilder maxResultBytes(long maxResultBytes) {
        this.maxResultBytes = maxResultBytes;
        return this;
    }

    /**
     * How many commands may be on their way or unanswered at once on a connection, 1 to 65535; none is started while 1 MiB of those
     * before it has not left. Default: 1024.
     */
    public MySqlOptionsBuilder pipelineLimit(int pipelineLimit) {
        this.pipelineLimit = pipelineLimit;
        return this;
    }

    /** How many commands may wait on a connection before they are sent, from 1; one more fails. Default: 65536. */
    public MySqlOptionsBuilder queueLimit(int queueLimit) {
        this.queueLimit = queueLimit;
        return this;
    }

    /**
     * How many prepared statements a connection keeps for use again, 0 to 65535. Together they have at most 16384 parameters, and
     * none has more than 8192: long lists are prepared each time. The server counts the statements of all connections against its
     * {@code max_prepared_stmt_count}. Default: 128.
     */
    public MySqlOptionsBuilder statementCacheSize(int statementCacheSize) {
        this.statementCacheSize = statementCacheSize;
        return this;
    }

    /** Where futures complete. Not in a URL. Default: none, the connection's I/O thread. */
    public MySqlOptionsBuilder callbackExecutor(@Nullable Executor callbackExecutor) {
        this.callbackExecutor = callbackExecutor;
        return this;
    }

    /** The transport to use, which the caller closes. Not in a URL. Default: none, a shared one. */
    public MySqlOptionsBuilder transport(@Nullable Transport transport) {
        this.transport = transport;
        return this;
    }

    /**
     * The name of the transport provider to use, such as {@code nio}. In a URL {@code transport}. Default:
     * none, the only one there is.
     */
    public MySqlOptionsBuilder transportName(@Nullable String transportName) {
        this.transportName = transportName;
        return this;
    }

    /**
     * How a shared transport behaves. In a URL each by its own name, such as {@code eventLoops=2}. Default:
     * {@link TransportOptions#DEFAULT}.
     */
    public MySqlOptionsBuilder transportOptions(TransportOptions transportOptions) {
        this.transportOptions = transportOptions;
        return this;
    }
}
