package dev.mysqlasync;

import dev.mysqlasync.auth.AuthPlugins;
import dev.mysqlasync.spi.TransportOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The value of each option, by its builder's method, as documentation writes it. */
final class OptionTexts {

    private OptionTexts() {}

    static Map<String, String> of(MySqlOptions options) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("host", options.host());
        values.put("port", options.port());
        values.put("socketPath", options.socketPath());
        values.put("database", options.database());
        values.put("connectTimeout", options.connectTimeout());
        values.put("closeTimeout", options.closeTimeout());
        values.put("statementTimeout", options.statementTimeout());
        values.put("cancelGrace", options.cancelGrace());
        values.put("callbackExecutor", options.callbackExecutor());
        values.put("transport", options.transport());
        values.put("transportName", options.transportName());
        values.put("attribute", options.attributes().values());
        values.put("programName", options.attributes().get("program_name"));
        putTransportOptions(values, options.transportOptions());
        putAuthentication(values, options.authentication());
        values.put("tls", options.tls().mode());
        values.put("tlsCa", options.tls().caPem());
        putSession(values, options.session());
        putLimits(values, options.limits());
        putTypes(values, options.types());
        putTracking(values, options);
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, text(value)));
        return texts;
    }

    private static void putTransportOptions(Map<String, Object> values, TransportOptions options) {
        values.put(
                "transportOptions",
                options.equals(TransportOptions.DEFAULT) ? "{@link TransportOptions#DEFAULT}" : options.toString());
    }

    private static void putAuthentication(Map<String, Object> values, AuthenticationOptions options) {
        values.put("user", options.user());
        values.put("password", options.password().isEmpty() ? null : "given");
        values.put("serverPublicKey", options.serverPublicKeyPem());
        values.put("allowPublicKeyRetrieval", spelling(options.publicKeyRetrieval()));
        values.put(
                "allowedAuthPlugins",
                options.allowedPlugins().equals(AuthPlugins.standard().allowed())
                        ? "those of {@link AuthPlugins#standard}"
                        : options.allowedPlugins());
    }

    private static void putSession(Map<String, Object> values, SessionOptions options) {
        values.put("autocommit", options.autocommit());
        values.put("collation", options.collation());
        values.put("sqlMode", options.sqlMode());
        values.put("timeZone", options.timeZone());
        values.put("isolation", options.isolation());
        values.put("lockWaitTimeout", options.lockWaitTimeout());
        values.put("foundRows", options.foundRows());
        values.put("multiStatements", options.multiStatements());
        values.put("localInfile", options.localInfile());
        values.put("pipelining", options.pipelining());
        values.put("initStatements", options.initStatements());
    }

    private static void putTracking(Map<String, Object> values, MySqlOptions options) {
        values.put("trackVariables", options.tracking().variables());
        values.put("trackGtids", options.tracking().gtids());
        values.put("trackTransactions", options.tracking().transactions());
        values.put("traceContext", options.traceContext());
    }

    private static void putLimits(Map<String, Object> values, LimitOptions options) {
        values.put("maxAllowedPacket", size(options.maxAllowedPacket()));
        values.put("maxRowSize", size(options.maxRowSize()));
        values.put("maxResultBytes", size(options.maxResultBytes()));
        values.put("pipelineLimit", options.pipelineLimit());
        values.put("queueLimit", options.queueLimit());
        values.put("statementCacheSize", options.statementCacheSize());
    }

    private static void putTypes(Map<String, Object> values, TypeOptions options) {
        values.put("zeroDates", options.zeroDates());
        values.put("tinyInt1AsBoolean", options.tinyInt1AsBoolean());
        values.put("bit1AsBoolean", options.bit1AsBoolean());
        values.put("codec", options.codecs());
    }

    private static String size(long bytes) {
        return (bytes >> 20) + "MiB";
    }

    private static String text(Object value) {
        if (value == null || (value instanceof Collection<?> many && many.isEmpty())) {
            return "none";
        }
        if (value instanceof Duration duration) {
            return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
        }
        return value instanceof Enum<?> constant ? spelling(constant) : value.toString();
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
