package dev.mysqlasync;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server, as whom, and how the connection behaves. Immutable; made from a URL or with a builder, whose
 * methods document each option with its default.
 *
 * <pre>{@code
 * MySqlOptions.parse("mysql://user:password@localhost:3306/test?tls=verify-ca&tlsCa=/etc/mysql/ca.pem");
 * MySqlOptions.builder().host("localhost").user("user").password("password").database("test").build();
 * }</pre>
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlOptions {

    private final String host;
    private final int port;
    private final @Nullable Path socketPath;
    private final @Nullable String database;
    private final AuthenticationOptions authentication;
    private final TlsOptions tls;
    private final SessionOptions session;
    private final LimitOptions limits;
    private final TypeOptions types;
    private final TrackingOptions tracking;
    private final @Nullable Supplier<@Nullable String> traceContext;
    private final Map<String, String> attributes;
    private final Duration connectTimeout;
    private final Duration closeTimeout;
    private final @Nullable Duration statementTimeout;
    private final Duration cancelGrace;
    private final @Nullable Executor callbackExecutor;
    private final @Nullable Transport transport;
    private final @Nullable String transportName;
    private final TransportOptions transportOptions;

    /** Takes over what has been validated. */
    MySqlOptions(
            MySqlOptionsBuilder from,
            AuthenticationOptions authentication,
            TlsOptions tls,
            SessionOptions session,
            LimitOptions limits,
            TypeOptions types,
            TrackingOptions tracking) {
        this.host = from.host;
        this.port = from.port;
        this.socketPath = from.socketPath;
        this.database = from.database;
        this.authentication = authentication;
        this.tls = tls;
        this.session = session;
        this.limits = limits;
        this.types = types;
        this.tracking = tracking;
        this.traceContext = from.traceContext;
        this.attributes = Map.copyOf(from.attributes);
        this.connectTimeout = from.connectTimeout;
        this.closeTimeout = from.closeTimeout;
        this.statementTimeout = from.statementTimeout;
        this.cancelGrace = from.cancelGrace;
        this.callbackExecutor = from.callbackExecutor;
        this.transport = from.transport;
        this.transportName = from.transportName;
        this.transportOptions = from.transportOptions;
    }

    /**
     * Reads a URL: {@code mysql://user:password@host:port/database?option=value&option=value}, or the same with
     * {@code mariadb://}.
     *
     * <p>User, password, host, database and values are percent-decoded as UTF-8. A special character in user or
     * password must be percent-encoded, {@code @} everywhere. An IPv6 address stands in brackets; {@code socket=/path}
     * reaches a unix socket. Options have the names of the builder's methods; a duration is written {@code 500ms},
     * {@code 10s} or {@code 2m}, a size in bytes or as {@code 64KiB}, {@code 64MiB} or {@code 1GiB}, an enum's value in
     * small letters with hyphens, a file as its path. {@code initStatements} may be given more than once, an attribute
     * is {@code attribute.name=value}, and {@code transport} is the name of one.
     *
     * @throws IllegalArgumentException if the URL is malformed, or names an unknown option or an illegal value; the
     *     message holds no part of user or password
     */
    public static MySqlOptions parse(String url) {
        return UrlOptions.parse(url).build();
    }

    /** A builder with every option at its default. */
    public static MySqlOptionsBuilder builder() {
        return new MySqlOptionsBuilder();
    }

    /** A builder that starts from these options. */
    public MySqlOptionsBuilder toBuilder() {
        return OptionCopies.builder(this);
    }

    /** Where the server listens: the unix socket if there is one, else host and port. */
    public Endpoint endpoint() {
        return socketPath == null ? new Endpoint.Tcp(host, port) : new Endpoint.UnixSocket(socketPath);
    }

    /** The server's name or address, an IPv6 address without brackets. */
    public String host() {
        return host;
    }

    /** The server's TCP port. */
    public int port() {
        return port;
    }

    /** The server's unix socket; {@code null} to use TCP. */
    public @Nullable Path socketPath() {
        return socketPath;
    }

    /** The database that a session starts in; {@code null} for none. */
    public @Nullable String database() {
        return database;
    }

    /** The account, and how it may prove itself. */
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

    /** What the server is asked to tell of its session. */
    public TrackingOptions tracking() {
        return tracking;
    }

    /** What gives each statement's {@code traceparent}; {@code null} for none. */
    public @Nullable Supplier<@Nullable String> traceContext() {
        return traceContext;
    }

    /** The connection attributes shown by the server, besides those this client adds about itself. */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** The time for a connection to be made, from its name's resolution to a session that is set up. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** The time for each statement, from its submission to the end of its answer; {@code null} for as long as it takes. */
    public @Nullable Duration statementTimeout() {
        return statementTimeout;
    }

    /** The time for a statement to end on the server after it was called off, before the connection is dropped. */
    public Duration cancelGrace() {
        return cancelGrace;
    }

    /** The time for a connection to close in an orderly way before it is dropped. */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /** Where futures complete; {@code null} for the connection's I/O thread. */
    public @Nullable Executor callbackExecutor() {
        return callbackExecutor;
    }

    /** The transport to use, owned by the caller; {@code null} to use a shared one. */
    public @Nullable Transport transport() {
        return transport;
    }

    /** The name of the transport provider to use; {@code null} for the only one there is. */
    public @Nullable String transportName() {
        return transportName;
    }

    /** How a shared transport behaves. */
    public TransportOptions transportOptions() {
        return transportOptions;
    }

    /** Every option, with the password masked; of attributes only the names, of statements only the number. */
    @Override
    public String toString() {
        return "MySqlOptions[endpoint=" + endpoint() + ", database=" + database + ", " + authentication + ", " + tls
                + ", " + session + ", " + limits + ", " + types + ", " + tracking + ", traceContext="
                + (traceContext == null ? "none" : "given") + ", attributes=" + new TreeSet<>(attributes.keySet())
                + ", connectTimeout=" + connectTimeout + ", closeTimeout=" + closeTimeout + ", statementTimeout="
                + statementTimeout + ", cancelGrace=" + cancelGrace + ", callbackExecutor="
                + (callbackExecutor == null ? "none" : "given") + ", transport="
                + (transport == null ? transportName : "given") + ", transportOptions=" + transportOptions + "]";
    }
}
