package dev.mysqlasync.internal.options;

import dev.mysqlasync.Autocommit;
import dev.mysqlasync.Codec;
import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.PublicKeyRetrieval;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.ZeroDates;
import dev.mysqlasync.auth.AuthPlugins;
import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every option of a connection, each declared once: name, kind of values, default and description. The builder, the URL, names
 * with text, copies, {@code toString} and the reference page follow from it.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class ConnectionOptions {

    public static final OptionRegistry REGISTRY = new OptionRegistry();

    private static final Duration ZERO = Duration.ZERO;
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int KIB = 1 << 10;
    private static final int GIB = 1 << 30;
    private static final String PROGRAM_NAME_ATTRIBUTE = "program_name";

    private static final OptionSection SERVER = REGISTRY.section("Server and account");
    private static final OptionSection ENCRYPTION = REGISTRY.section("TLS");
    private static final OptionSection SESSION = REGISTRY.section("Session");
    private static final OptionSection TYPES = REGISTRY.section("Types");
    private static final OptionSection TRACKING = REGISTRY.section("Tracking and tracing");
    private static final OptionSection TIMES = REGISTRY.section("Time limits");
    private static final OptionSection LIMITS = REGISTRY.section("Memory limits");
    private static final OptionSection THREADS = REGISTRY.section("Threads and transport");

    private static final OptionKind<Map<Class<?>, Codec<?>>> CODEC_KIND = OptionKind.<Map<Class<?>, Codec<?>>>object(
                    "a `Codec`")
            .checked(ConnectionOptions::notPrimitive)
            .shownAs(codecs ->
                    codecs.keySet().stream().map(Class::getName).toList().toString());

    private static final OptionKind<Map<String, String>> ATTRIBUTE_KIND = OptionKind.<Map<String, String>>object("text")
            .parsed((name, text) -> Map.of(name.substring(name.indexOf('.') + 1), text))
            .joined(ConnectionOptions::withAll)
            .checked(OptionRules::attributes)
            .shownAs(attributes -> new TreeSet<>(attributes.keySet()).toString());

    public static final Option<String> HOST = SERVER.option(
            "host",
            Kinds.text("a name or an address").checked(OptionRules::host),
            "localhost",
            "The server's name or address.");
    public static final Option<Integer> PORT =
            SERVER.option("port", Kinds.number(1, 65_535), 3306, "The server's TCP port.");
    public static final Option<@Nullable Path> SOCKET_PATH = SERVER.written("socket")
            .option(
                    "socketPath",
                    Kinds.FILE.orNone(),
                    null,
                    "The server's unix socket, used instead of host and port.");
    public static final Option<@Nullable String> USER = SERVER.option(
            "user", Kinds.text("text; required").checked(OptionRules::text).orNone(), null, "The account's name.");
    public static final Option<Secret> PASSWORD = SERVER.defaulting("none")
            .option(
                    "password",
                    OptionKind.of("text", Secret::of, secret -> "***"),
                    Secret.none(),
                    "The account's password.");
    public static final Option<@Nullable String> DATABASE = SERVER.option(
            "database",
            Kinds.text("text").checked(OptionRules::database).orNone(),
            null,
            "The session's first database.");
    public static final Option<PemText> SERVER_PUBLIC_KEY = SERVER.defaulting("none")
            .option(
                    "serverPublicKey",
                    Kinds.pem("PUBLIC KEY"),
                    PemText.NONE,
                    "The server's RSA public key, which encrypts the password where there is no TLS.");
    public static final Option<PublicKeyRetrieval> PUBLIC_KEY_RETRIEVAL = SERVER.option(
            "allowPublicKeyRetrieval",
            Kinds.constant(
                    PublicKeyRetrieval.class,
                    Map.of("true", PublicKeyRetrieval.ALLOWED, "false", PublicKeyRetrieval.FORBIDDEN)),
            PublicKeyRetrieval.LOCAL,
            "Whether the client may fetch that key from the server.");
    public static final Option<Set<String>> ALLOWED_AUTH_PLUGINS = SERVER.option(
            "allowedAuthPlugins",
            Kinds.distinctNames().checked(OptionRules::plugins),
            AuthPlugins.standard().allowed(),
            "The authentication plugins that the server may choose from.");
    public static final Option<Map<String, String>> ATTRIBUTES = SERVER.written("attribute.NAME")
            .defaulting("none")
            .option("attribute", ATTRIBUTE_KIND, Map.of(), "A connection attribute.");
    public static final Option<@Nullable String> PROGRAM_NAME = SERVER.part(
            ATTRIBUTES,
            "programName",
            Kinds.text("text").orNone(),
            all -> all.get(PROGRAM_NAME_ATTRIBUTE),
            ConnectionOptions::withProgramName,
            "The program's name, as the attribute `program_name`.");

    public static final Option<TlsMode> TLS = ENCRYPTION.option(
            "tls",
            Kinds.constant(TlsMode.class),
            TlsMode.AUTO,
            "Whether the connection is encrypted, and what is verified of the server's certificate.");
    public static final Option<PemText> TLS_CA = ENCRYPTION
            .defaulting("none")
            .option(
                    "tlsCa",
                    Kinds.pem("CERTIFICATE"),
                    PemText.NONE,
                    "The CA certificates to trust, instead of the Java runtime's.");

    public static final Option<Autocommit> AUTOCOMMIT = SESSION.option(
            "autocommit",
            Kinds.constant(Autocommit.class, Map.of("true", Autocommit.ON, "false", Autocommit.OFF)),
            Autocommit.OFF,
            "How transactions begin and end.");
    public static final Option<@Nullable String> COLLATION = SESSION.option(
            "collation",
            Kinds.text("a collation of utf8mb4")
                    .checked(OptionRules.matches(
                            "(utf8mb4|uca1400)_[a-z0-9_]+", "must be one of utf8mb4, such as utf8mb4_bin"))
                    .orNone(),
            null,
            "The connection's collation.");
    public static final Option<@Nullable String> SQL_MODE = SESSION.option(
            "sqlMode",
            Kinds.text("modes with commas between")
                    .checked(OptionRules.matches("[A-Za-z0-9_,]*", "must be names of modes with commas between"))
                    .orNone(),
            null,
            "The session's `sql_mode`.");
    public static final Option<@Nullable String> TIME_ZONE = SESSION.option(
            "timeZone",
            Kinds.text("an offset such as `+02:00`, `UTC`, `SYSTEM`, or a name")
                    .checked(OptionRules::timeZone)
                    .orNone(),
            null,
            "The session's `time_zone`.");
    public static final Option<@Nullable IsolationLevel> ISOLATION = SESSION.option(
            "isolation",
            Kinds.constant(IsolationLevel.class).orNone(),
            null,
            "The isolation level of the session's transactions.");
    public static final Option<@Nullable Duration> LOCK_WAIT_TIMEOUT = SESSION.option(
            "lockWaitTimeout",
            Kinds.duration(SECOND, DAY).also(OptionRules::wholeSeconds).orNone(),
            null,
            "The time that a statement waits for a row lock, in whole seconds.");
    public static final Option<Boolean> FOUND_ROWS = SESSION.option(
            "foundRows", Kinds.BOOLEAN, false, "Whether affected rows count the rows that an UPDATE matched.");
    public static final Option<Boolean> MULTI_STATEMENTS =
            SESSION.option("multiStatements", Kinds.BOOLEAN, false, "Whether one text may hold several statements.");
    public static final Option<Boolean> LOCAL_INFILE = SESSION.option(
            "localInfile", Kinds.BOOLEAN, false, "Whether statements may send a file for LOAD DATA LOCAL.");
    public static final Option<Pipelining> PIPELINING = SESSION.option(
            "pipelining",
            Kinds.constant(Pipelining.class),
            Pipelining.AUTO,
            "Whether statements are sent before earlier ones are answered.");
    public static final Option<List<String>> INIT_STATEMENTS = SESSION.option(
            "initStatements",
            Kinds.statements().checked(OptionRules::statements),
            List.of(),
            "Statements that run on each new connection, after all other settings.");

    public static final Option<ZeroDates> ZERO_DATES = TYPES.option(
            "zeroDates", Kinds.constant(ZeroDates.class), ZeroDates.ERROR, "How zero and partial dates are read.");
    public static final Option<Boolean> TINY_INT_1_AS_BOOLEAN = TYPES.option(
            "tinyInt1AsBoolean",
            Kinds.BOOLEAN,
            false,
            "Whether `getObject` returns a Boolean for a signed TINYINT(1).");
    public static final Option<Boolean> BIT_1_AS_BOOLEAN =
            TYPES.option("bit1AsBoolean", Kinds.BOOLEAN, false, "Whether `getObject` returns a Boolean for BIT(1).");
    public static final Option<Map<Class<?>, Codec<?>>> CODECS =
            TYPES.defaulting("none").option("codec", CODEC_KIND, Map.of(), "A codec for another Java type.");

    public static final Option<List<String>> TRACK_VARIABLES = TRACKING.option(
            "trackVariables",
            Kinds.names().checked(OptionRules::variables),
            List.of(),
            "Further system variables whose changes the server reports.");
    public static final Option<Boolean> TRACK_GTIDS = TRACKING.option(
            "trackGtids", Kinds.BOOLEAN, false, "Whether the server reports the GTIDs of transactions.");
    public static final Option<Boolean> TRACK_TRANSACTIONS = TRACKING.option(
            "trackTransactions",
            Kinds.BOOLEAN,
            false,
            "Whether the server reports the transaction's state and characteristics.");
    public static final Option<@Nullable Supplier<@Nullable String>> TRACE_CONTEXT = TRACKING.option(
            "traceContext",
            OptionKind.<Supplier<@Nullable String>>object("a `Supplier`").orNone(),
            null,
            "Supplies the W3C trace context that a statement is sent with.");

    public static final Option<Duration> CONNECT_TIMEOUT = TIMES.option(
            "connectTimeout",
            Kinds.duration(MILLI, DAY),
            Duration.ofSeconds(10),
            "The time for name resolution, TCP, TLS, authentication and session set-up together.");
    public static final Option<@Nullable Duration> STATEMENT_TIMEOUT = TIMES.option(
            "statementTimeout",
            Kinds.duration(MILLI, DAY).orNone(),
            null,
            "The time for a statement, from its submission to the end of its answer.");
    public static final Option<Duration> CANCEL_GRACE = TIMES.option(
            "cancelGrace",
            Kinds.duration(MILLI, DAY),
            Duration.ofSeconds(5),
            "The time for a cancelled statement to end on the server before the connection is dropped.");
    public static final Option<Duration> CLOSE_TIMEOUT = TIMES.option(
            "closeTimeout",
            Kinds.duration(ZERO, DAY),
            Duration.ofMillis(500),
            "The time for an orderly close before the connection is dropped.");

    public static final Option<Integer> MAX_ALLOWED_PACKET =
            LIMITS.option("maxAllowedPacket", Kinds.intSize(KIB, GIB), 64 << 20, "The largest command that is sent.");
    public static final Option<Integer> MAX_ROW_SIZE = LIMITS.defaulting(
                    "64MiB, or an eighth of the heap if that is less")
            .option("maxRowSize", Kinds.intSize(KIB, GIB), HeapShare.maxRowSize(), "The largest row that is received.");
    public static final Option<Long> MAX_RESULT_BYTES = LIMITS.defaulting(
                    "256MiB, or an eighth of the heap if that is less")
            .option(
                    "maxResultBytes",
                    Kinds.size(KIB, Long.MAX_VALUE),
                    HeapShare.maxResultBytes(),
                    "The memory that the buffered results of one statement may take.");
    public static final Option<Integer> PIPELINE_LIMIT = LIMITS.option(
            "pipelineLimit", Kinds.number(1, 65_535), 1024, "The number of commands that may be unanswered at once.");
    public static final Option<Integer> QUEUE_LIMIT = LIMITS.option(
            "queueLimit",
            Kinds.number(1, Integer.MAX_VALUE),
            65_536,
            "The number of commands that may wait to be sent.");
    public static final Option<Integer> STATEMENT_CACHE_SIZE = LIMITS.option(
            "statementCacheSize",
            Kinds.number(0, 65_535),
            128,
            "The number of prepared statements that a connection keeps.");

    public static final Option<@Nullable Executor> CALLBACK_EXECUTOR = THREADS.defaulting("the connection's I/O thread")
            .option(
                    "callbackExecutor",
                    OptionKind.<Executor>object("an `Executor`").orNone(),
                    null,
                    "Where futures complete.");
    public static final Option<@Nullable Transport> TRANSPORT = THREADS.defaulting("a shared one")
            .option(
                    "transport",
                    OptionKind.<Transport>object("a `Transport`").orNone(),
                    null,
                    "The transport to use, which the caller closes.");
    public static final Option<@Nullable String> TRANSPORT_NAME = THREADS.written("transport")
            .defaulting("the only one there is")
            .option("transportName", Kinds.text("a provider's name").orNone(), null, "The transport provider to use.");
    public static final Option<TransportOptions> TRANSPORT_OPTIONS = THREADS.defaulting("those below")
            .option(
                    "transportOptions",
                    OptionKind.<TransportOptions>object("`TransportOptions`").shownAs(TransportOptions::toString),
                    TransportOptions.DEFAULT,
                    "How a shared transport behaves.");
    public static final Option<Integer> EVENT_LOOPS = THREADS.part(
            TRANSPORT_OPTIONS,
            "eventLoops",
            Kinds.number(0, Integer.MAX_VALUE),
            TransportOptions::eventLoops,
            TransportOptions::withEventLoops,
            "The number of I/O threads; 0 for one per processor.");
    public static final Option<Boolean> TCP_NO_DELAY = THREADS.part(
            TRANSPORT_OPTIONS,
            "tcpNoDelay",
            Kinds.BOOLEAN,
            TransportOptions::tcpNoDelay,
            TransportOptions::withTcpNoDelay,
            "Whether small writes leave at once.");
    public static final Option<Boolean> TCP_KEEP_ALIVE = THREADS.part(
            TRANSPORT_OPTIONS,
            "tcpKeepAlive",
            Kinds.BOOLEAN,
            TransportOptions::tcpKeepAlive,
            TransportOptions::withTcpKeepAlive,
            "Whether the kernel probes idle connections.");
    public static final Option<Integer> SEND_BUFFER_SIZE = THREADS.part(
            TRANSPORT_OPTIONS,
            "sendBufferSize",
            Kinds.intSize(0, Integer.MAX_VALUE),
            TransportOptions::sendBufferSize,
            TransportOptions::withSendBufferSize,
            "The kernel's send buffer; 0 for the system's default.");
    public static final Option<Integer> RECEIVE_BUFFER_SIZE = THREADS.part(
            TRANSPORT_OPTIONS,
            "receiveBufferSize",
            Kinds.intSize(0, Integer.MAX_VALUE),
            TransportOptions::receiveBufferSize,
            TransportOptions::withReceiveBufferSize,
            "The kernel's receive buffer; 0 for the system's default.");

    private ConnectionOptions() {}

    /**
     * Checks each option and what they say together, and gives a copy in which PEM files are read.
     *
     * @throws IllegalArgumentException if an option is missing, out of its range or at odds with another, or a file
     *     cannot be read; the message names the option
     */
    public static OptionValues checked(OptionValues options) {
        OptionValues checked = options.checked();
        OptionRules.user(checked.get(USER));
        OptionRules.tls(checked.get(TLS), checked.get(TLS_CA).text() != null, checked.get(SOCKET_PATH));
        OptionRules.require(
                checked.get(TRANSPORT) == null || checked.get(TRANSPORT_NAME) == null,
                "transport and transportName are both given; give one of them");
        return checked;
    }

    /** A map with one more entry. */
    public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> more = new LinkedHashMap<>(map);
        more.put(Objects.requireNonNull(key, "name"), Objects.requireNonNull(value, "value"));
        return Collections.unmodifiableMap(more);
    }

    private static Map<String, String> withAll(Map<String, String> attributes, Map<String, String> added) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        all.putAll(added);
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, String> withProgramName(Map<String, String> attributes, @Nullable String name) {
        return with(attributes, PROGRAM_NAME_ATTRIBUTE, Objects.requireNonNull(name, "programName"));
    }

    private static Map<Class<?>, Codec<?>> notPrimitive(String option, Map<Class<?>, Codec<?>> codecs) {
        for (Class<?> type : codecs.keySet()) {
            OptionRules.require(
                    !type.isPrimitive(), option + " for " + type + ": a codec's type must not be primitive");
        }
        return codecs;
    }
}
