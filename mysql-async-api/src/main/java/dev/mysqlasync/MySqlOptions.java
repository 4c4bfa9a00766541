package dev.mysqlasync;

import dev.mysqlasync.internal.options.ConnectionOptions;
import dev.mysqlasync.internal.options.OptionValues;
import dev.mysqlasync.internal.options.UrlOptions;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connection: the server, the account, and how the connection behaves. Immutable. A URL or a builder makes
 * them; the builder's methods document each option with its default.
 *
 * <pre>{@code
 * MySqlOptions.parse("mysql://user:password@localhost:3306/test?tls=verify-ca&tlsCa=/etc/mysql/ca.pem");
 * MySqlOptions.builder().host("localhost").user("user").password("password").database("test").build();
 * }</pre>
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlOptions {

    private final OptionValues values;
    private final AuthenticationOptions authentication;
    private final TlsOptions tls;
    private final SessionOptions session;
    private final LimitOptions limits;
    private final TypeOptions types;
    private final TrackingOptions tracking;

    /** Takes over values that are checked. */
    MySqlOptions(OptionValues values) {
        this.values = values;
        authentication = new AuthenticationOptions(
                Objects.requireNonNull(values.get(ConnectionOptions.USER), "user"),
                values.get(ConnectionOptions.PASSWORD),
                values.get(ConnectionOptions.SERVER_PUBLIC_KEY).text(),
                values.get(ConnectionOptions.PUBLIC_KEY_RETRIEVAL),
                values.get(ConnectionOptions.ALLOWED_AUTH_PLUGINS));
        tls = new TlsOptions(
                values.get(ConnectionOptions.TLS),
                values.get(ConnectionOptions.TLS_CA).text());
        session = session(values);
        limits = new LimitOptions(
                values.get(ConnectionOptions.MAX_ALLOWED_PACKET),
                values.get(ConnectionOptions.MAX_ROW_SIZE),
                values.get(ConnectionOptions.MAX_RESULT_BYTES),
                values.get(ConnectionOptions.PIPELINE_LIMIT),
                values.get(ConnectionOptions.QUEUE_LIMIT),
                values.get(ConnectionOptions.STATEMENT_CACHE_SIZE));
        types = new TypeOptions(
                values.get(ConnectionOptions.ZERO_DATES),
                values.get(ConnectionOptions.TINY_INT_1_AS_BOOLEAN),
                values.get(ConnectionOptions.BIT_1_AS_BOOLEAN),
                List.copyOf(values.get(ConnectionOptions.CODECS).values()));
        tracking = new TrackingOptions(
                values.get(ConnectionOptions.TRACK_VARIABLES),
                values.get(ConnectionOptions.TRACK_GTIDS),
                values.get(ConnectionOptions.TRACK_TRANSACTIONS));
    }

    private static SessionOptions session(OptionValues values) {
        return new SessionOptions(
                values.get(ConnectionOptions.AUTOCOMMIT),
                values.get(ConnectionOptions.COLLATION),
                values.get(ConnectionOptions.SQL_MODE),
                values.get(ConnectionOptions.TIME_ZONE),
                values.get(ConnectionOptions.ISOLATION),
                values.get(ConnectionOptions.LOCK_WAIT_TIMEOUT),
                values.get(ConnectionOptions.FOUND_ROWS),
                values.get(ConnectionOptions.MULTI_STATEMENTS),
                values.get(ConnectionOptions.LOCAL_INFILE),
                values.get(ConnectionOptions.PIPELINING),
                values.get(ConnectionOptions.INIT_STATEMENTS));
    }

    /**
     * Reads a URL: {@code mysql://user:password@host:port/database?option=value&option=value}, or the same with
     * {@code mariadb://}.
     *
     * <p>User, password, host, database and values are percent-decoded as UTF-8; a {@code +} stays a plus. Special
     * characters in user and password must be percent-encoded, and {@code @} everywhere. An IPv6 address stands in
     * brackets. {@code socket=/path} names a unix socket.
     *
     * <p>Options have the names of the builder's methods, but for {@code socket} and {@code transport}. A duration is written
     * {@code 500ms}, {@code 10s} or {@code 2m}; a size in bytes, or as {@code 64KiB}, {@code 64MiB} or {@code 1GiB}; an
     * enum's constant in any case, with hyphens or underscores; a file as its path. {@code initStatements} may be given more
     * than once. An attribute is written {@code attribute.name=value}. MySQL's {@code ssl-mode} is taken as {@code tls}.
     *
     * @throws IllegalArgumentException if the URL is malformed, or names an unknown option or an illegal value; the
     *     message holds no part of user or password
     */
    public static MySqlOptions parse(String url) {
        return new MySqlOptionsBuilder(UrlOptions.parse(url)).build();
    }

    /** A builder with every option at its default. */
    public static MySqlOptionsBuilder builder() {
        return new MySqlOptionsBuilder(ConnectionOptions.REGISTRY.defaults());
    }

    /** A builder that starts from these options. */
    public MySqlOptionsBuilder toBuilder() {
        return new MySqlOptionsBuilder(values.copy());
    }

    /** The server's address: the unix socket if one is set, else host and port. */
    public Endpoint endpoint() {
        Path socket = socketPath();
        return socket == null ? new Endpoint.Tcp(host(), port()) : new Endpoint.UnixSocket(socket);
    }

    /** The server's name or address, an IPv6 address without brackets. */
    public String host() {
        return values.get(ConnectionOptions.HOST);
    }

    /** The server's TCP port. */
    public int port() {
        return values.get(ConnectionOptions.PORT);
    }

    /** The server's unix socket; {@code null} for TCP. */
    public @Nullable Path socketPath() {
        return values.get(ConnectionOptions.SOCKET_PATH);
    }

    /** The database that a session starts in; {@code null} for none. */
    public @Nullable String database() {
        return values.get(ConnectionOptions.DATABASE);
    }

    /** The account and its authentication. */
    public AuthenticationOptions authentication() {
        return authentication;
    }

    /** Encryption. */
    public TlsOptions tls() {
        return tls;
    }

    /** The session's settings on the server. */
    public SessionOptions session() {
        return session;
    }

    /** The limits of a connection's memory. */
    public LimitOptions limits() {
        return limits;
    }

    /** The Java types of values. */
    public TypeOptions types() {
        return types;
    }

    /** What the server reports of its session. */
    public TrackingOptions tracking() {
        return tracking;
    }

    /** Supplies each statement's {@code traceparent}; {@code null} for none. */
    public @Nullable Supplier<@Nullable String> traceContext() {
        return values.get(ConnectionOptions.TRACE_CONTEXT);
    }

    /** The connection attributes, without those that the client adds about itself. */
    public Map<String, String> attributes() {
        return values.get(ConnectionOptions.ATTRIBUTES);
    }

    /** The time for connecting, from name resolution to the end of session set-up. */
    public Duration connectTimeout() {
        return values.get(ConnectionOptions.CONNECT_TIMEOUT);
    }

    /** The time for a statement, from its submission to the end of its answer; {@code null} for no limit. */
    public @Nullable Duration statementTimeout() {
        return values.get(ConnectionOptions.STATEMENT_TIMEOUT);
    }

    /** The time for a cancelled statement to end on the server before the connection is dropped. */
    public Duration cancelGrace() {
        return values.get(ConnectionOptions.CANCEL_GRACE);
    }

    /** The time for an orderly close before the connection is dropped. */
    public Duration closeTimeout() {
        return values.get(ConnectionOptions.CLOSE_TIMEOUT);
    }

    /** The executor on which futures complete; {@code null} for the connection's I/O thread. */
    public @Nullable Executor callbackExecutor() {
        return values.get(ConnectionOptions.CALLBACK_EXECUTOR);
    }

    /** The transport to use, which the caller owns; {@code null} for a shared one. */
    public @Nullable Transport transport() {
        return values.get(ConnectionOptions.TRANSPORT);
    }

    /** The name of the transport provider to use; {@code null} for the only one there is. */
    public @Nullable String transportName() {
        return values.get(ConnectionOptions.TRANSPORT_NAME);
    }

    /** How a shared transport behaves. */
    public TransportOptions transportOptions() {
        return values.get(ConnectionOptions.TRANSPORT_OPTIONS);
    }

    /** The endpoint, and every option that is not at its default, with secrets masked: of statements the number, of attributes the names. */
    @Override
    public String toString() {
        return "MySqlOptions[" + endpoint() + ", " + values + "]";
    }
}
