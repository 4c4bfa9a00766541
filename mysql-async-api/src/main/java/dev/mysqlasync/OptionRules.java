package dev.mysqlasync;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What options must be, and the only place that checks it. */
final class OptionRules {

    /** A server refuses more than 65,535 bytes of attributes; what is left is for the client's own. */
    private static final int ATTRIBUTE_BYTES = 65_535 - 1_023;

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int ONE_KIB = 1 << 10;
    private static final int ONE_GIB = 1 << 30;

    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
    private static final Pattern COLLATION = Pattern.compile("(utf8mb4|uca1400)_[a-z0-9_]+");
    private static final Pattern SQL_MODE = Pattern.compile("[A-Za-z0-9_,]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_.]+");
    private static final Pattern TIME_ZONE = Pattern.compile("[A-Za-z0-9_+:/-]+");

    private OptionRules() {}

    static MySqlOptions check(MySqlOptionsBuilder options) {
        given(options);
        address(options);
        range("maxAllowedPacket", options.maxAllowedPacket, ONE_KIB, ONE_GIB);
        range("maxRowSize", options.maxRowSize, ONE_KIB, ONE_GIB);
        range("maxResultBytes", options.maxResultBytes, ONE_KIB, Long.MAX_VALUE);
        range("pipelineLimit", options.pipelineLimit, 1, 65_535);
        range("queueLimit", options.queueLimit, 1, Integer.MAX_VALUE);
        range("statementCacheSize", options.statementCacheSize, 0, 65_535);
        duration("connectTimeout", options.connectTimeout, Duration.ofMillis(1));
        duration("closeTimeout", options.closeTimeout, Duration.ZERO);
        duration("cancelGrace", options.cancelGrace, Duration.ofMillis(1));
        if (options.statementTimeout != null) {
            duration("statementTimeout", options.statementTimeout, Duration.ofMillis(1));
        }
        attributes(options.attributes);
        transport(options);
        return new MySqlOptions(
                options,
                authentication(options),
                tls(options),
                session(options),
                limits(options),
                types(options),
                tracking(options));
    }

    /** What only a caller without null checks can leave out. */
    private static void given(MySqlOptionsBuilder options) {
        Objects.requireNonNull(options.host, "host");
        Objects.requireNonNull(options.password, "password");
        Objects.requireNonNull(options.tls, "tls");
        Objects.requireNonNull(options.autocommit, "autocommit");
        Objects.requireNonNull(options.pipelining, "pipelining");
        Objects.requireNonNull(options.zeroDates, "zeroDates");
        Objects.requireNonNull(options.connectTimeout, "connectTimeout");
        Objects.requireNonNull(options.closeTimeout, "closeTimeout");
        Objects.requireNonNull(options.cancelGrace, "cancelGrace");
        Objects.requireNonNull(options.transportOptions, "transportOptions");
    }

    private static void address(MySqlOptionsBuilder options) {
        require(HOST.matcher(options.host).matches(), "host is not a name or an address");
        range("port", options.port, 1, 65_535);
        String database = options.database;
        require(database == null || !database.isEmpty(), "database is empty; leave it out for none");
        text("database", database);
    }

    private static void attributes(Map<String, String> attributes) {
        long bytes = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            require(!name.isEmpty(), "an attribute has no name");
            encodable("the name of an attribute", name);
            encodable("attribute " + name, attribute.getValue());
            require(!name.startsWith("_"), "attribute " + name + ": names that begin with _ are the client's own");
            bytes += encodedBytes(name) + encodedBytes(attribute.getValue());
        }
        require(bytes <= ATTRIBUTE_BYTES, "the attributes have " + bytes + " bytes, more than " + ATTRIBUTE_BYTES);
    }

    /** As a length-encoded string. */
    private static long encodedBytes(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes + (bytes <= 250 ? 1L : bytes <= 0xFFFF ? 3L : 4L);
    }

    private static void transport(MySqlOptionsBuilder options) {
        require(
                options.transport == null || options.transportName == null,
                "transport and transportName are both given; give one of them");
    }

    private static AuthenticationOptions authentication(MySqlOptionsBuilder options) {
        String user = options.user;
        if (user == null || user.isEmpty()) {
            throw new IllegalArgumentException("user is missing: mysql://user@host or builder().user(…)");
        }
        text("user", user);
        require(!options.allowedAuthPlugins.isEmpty(), "allowedAuthPlugins is empty: no account could log in");
        for (String plugin : options.allowedAuthPlugins) {
            require(!plugin.isBlank(), "allowedAuthPlugins has an empty name");
            encodable("allowedAuthPlugins", plugin);
        }
        return new AuthenticationOptions(
                user,
                options.password,
                options.serverPublicKey.read("serverPublicKey", "PUBLIC KEY"),
                options.publicKeyRetrieval,
                options.allowedAuthPlugins);
    }

    /** A CA that would not be looked at is an error: who names one believes to be verifying. */
    private static TlsOptions tls(MySqlOptionsBuilder options) {
        TlsMode mode = options.tls;
        String ca = options.tlsCa.read("tlsCa", "CERTIFICATE");
        require(
                ca == null || (mode != TlsMode.DISABLED && mode != TlsMode.REQUIRED),
                "tlsCa is given, but tls=" + OptionValues.spelling(mode)
                        + " verifies nothing; use verify-ca or verify-identity");
        boolean socket = options.socketPath != null;
        require(!socket || mode != TlsMode.VERIFY_IDENTITY, "a unix socket has no name to verify; use tls=verify-ca");
        require(
                ca == null || !socket || mode != TlsMode.AUTO,
                "tlsCa is given, but tls=auto leaves a unix socket in plain text; use tls=verify-ca, or leave tlsCa"
                        + " out");
        return new TlsOptions(mode, ca);
    }

    private static SessionOptions session(MySqlOptionsBuilder options) {
        matches("collation", options.collation, COLLATION, "must be one of utf8mb4, such as utf8mb4_bin");
        matches("sqlMode", options.sqlMode, SQL_MODE, "must be names of modes with commas between");
        matches("timeZone", options.timeZone, TIME_ZONE, "must be SYSTEM, an offset such as +02:00, or a zone's name");
        Duration lockWait = options.lockWaitTimeout;
        if (lockWait != null) {
            duration("lockWaitTimeout", lockWait, Duration.ofSeconds(1));
            require(lockWait.toNanosPart() == 0, "lockWaitTimeout must be whole seconds, not " + lockWait);
        }
        for (String statement : options.initStatements) {
            require(!statement.isBlank(), "initStatements has an empty statement");
            encodable("initStatements", statement);
        }
        return new SessionOptions(
                options.autocommit,
                options.collation,
                options.sqlMode,
                options.timeZone,
                options.isolation,
                options.lockWaitTimeout,
                options.foundRows,
                options.multiStatements,
                options.localInfile,
                options.pipelining,
                options.initStatements);
    }

    private static TrackingOptions tracking(MySqlOptionsBuilder options) {
        for (String variable : options.trackVariables) {
            matches("trackVariables", variable, VARIABLE, "must be names of system variables");
        }
        return new TrackingOptions(options.trackVariables, options.trackGtids, options.trackTransactions);
    }

    private static LimitOptions limits(MySqlOptionsBuilder options) {
        return new LimitOptions(
                options.maxAllowedPacket,
                options.maxRowSize,
                options.maxResultBytes,
                options.pipelineLimit,
                options.queueLimit,
                options.statementCacheSize);
    }

    private static TypeOptions types(MySqlOptionsBuilder options) {
        for (Class<?> type : options.codecs.keySet()) {
            require(!type.isPrimitive(), "codec for " + type + ": a codec's type must not be primitive");
        }
        return new TypeOptions(
                options.zeroDates,
                options.tinyInt1AsBoolean,
                options.bit1AsBoolean,
                List.copyOf(options.codecs.values()));
    }

    private static void range(String option, long value, long from, long to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(option + " must be from " + from + " to " + to + ", not " + value);
        }
    }

    private static void duration(String option, Duration value, Duration from) {
        if (value.compareTo(from) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    option + " must be from " + from.toMillis() + " ms to 1 day, not " + value);
        }
    }

    private static void matches(String option, @Nullable String value, Pattern pattern, String rule) {
        require(value == null || pattern.matcher(value).matches(), option + " " + rule);
    }

    /** The handshake ends these texts with a NUL, so that the rest would be read as something else. */
    private static void text(String option, @Nullable String value) {
        require(value == null || value.indexOf('\0') < 0, option + " must not contain a NUL character");
        encodable(option, value);
    }

    /** What has no form in UTF-8 could be sent as something else only. */
    private static void encodable(String option, @Nullable String value) {
        require(
                value == null || StandardCharsets.UTF_8.newEncoder().canEncode(value),
                option + " has half of a surrogate pair, which has no form in UTF-8");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
