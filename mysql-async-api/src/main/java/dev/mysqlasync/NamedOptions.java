package dev.mysqlasync;

import static java.util.Map.entry;

import dev.mysqlasync.spi.TransportOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The options that can be set by name and text, each with the builder's method that it stands for. */
final class NamedOptions {

    private static final String ATTRIBUTE = "attribute.";

    private static final Map<String, BiConsumer<MySqlOptionsBuilder, String>> SETTERS = new TreeMap<>(Map.ofEntries(
            entry("socket", (o, v) -> o.socketPath(Path.of(v))),
            entry("serverPublicKey", (o, v) -> o.serverPublicKey(Path.of(v))),
            entry("allowPublicKeyRetrieval", (o, v) -> o.allowPublicKeyRetrieval(OptionValues.bool(v))),
            entry("allowedAuthPlugins", (o, v) -> o.allowedAuthPlugins(OptionValues.names(v))),
            entry("tls", (o, v) -> o.tls(OptionValues.constant(TlsMode.class, v))),
            entry("tlsCa", (o, v) -> o.tlsCa(Path.of(v))),
            entry("autocommit", (o, v) -> o.autocommit(OptionValues.autocommit(v))),
            entry("collation", MySqlOptionsBuilder::collation),
            entry("sqlMode", MySqlOptionsBuilder::sqlMode),
            entry("timeZone", MySqlOptionsBuilder::timeZone),
            entry("isolation", (o, v) -> o.isolation(OptionValues.constant(IsolationLevel.class, v))),
            entry("foundRows", (o, v) -> o.foundRows(OptionValues.bool(v))),
            entry("multiStatements", (o, v) -> o.multiStatements(OptionValues.bool(v))),
            entry("pipelining", (o, v) -> o.pipelining(OptionValues.constant(Pipelining.class, v))),
            entry("initStatements", NamedOptions::addInitStatement),
            entry("programName", MySqlOptionsBuilder::programName),
            entry("connectTimeout", (o, v) -> o.connectTimeout(OptionValues.duration(v))),
            entry("closeTimeout", (o, v) -> o.closeTimeout(OptionValues.duration(v))),
            entry("statementTimeout", (o, v) -> o.statementTimeout(OptionValues.duration(v))),
            entry("cancelGrace", (o, v) -> o.cancelGrace(OptionValues.duration(v))),
            entry("lockWaitTimeout", (o, v) -> o.lockWaitTimeout(OptionValues.duration(v))),
            entry("maxAllowedPacket", (o, v) -> o.maxAllowedPacket(Math.toIntExact(OptionValues.size(v)))),
            entry("maxRowSize", (o, v) -> o.maxRowSize(Math.toIntExact(OptionValues.size(v)))),
            entry("maxResultBytes", (o, v) -> o.maxResultBytes(OptionValues.size(v))),
            entry("pipelineLimit", (o, v) -> o.pipelineLimit(OptionValues.number(v))),
            entry("queueLimit", (o, v) -> o.queueLimit(OptionValues.number(v))),
            entry("statementCacheSize", (o, v) -> o.statementCacheSize(OptionValues.number(v))),
            entry("transport", MySqlOptionsBuilder::transportName),
            entry("eventLoops", NamedOptions::eventLoops),
            entry("tcpNoDelay", NamedOptions::tcpNoDelay),
            entry("tcpKeepAlive", NamedOptions::tcpKeepAlive),
            entry("sendBufferSize", NamedOptions::sendBufferSize),
            entry("receiveBufferSize", NamedOptions::receiveBufferSize)));

    private NamedOptions() {}

    static void requireKnown(String name) {
        if (SETTERS.containsKey(name) || (name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length())) {
            return;
        }
        String shown = name.length() <= 40 ? name : name.substring(0, 40) + "…";
        throw new IllegalArgumentException(
                "unknown option '" + shown + "'; the nearest known one is '" + nearest(name) + "'");
    }

    static boolean mayRepeat(String name) {
        return name.equals("initStatements");
    }

    /** Sets a known option; an illegal value is reported together with the option's name. */
    static void set(MySqlOptionsBuilder options, String name, String value) {
        if (name.startsWith(ATTRIBUTE)) {
            options.attribute(name.substring(ATTRIBUTE.length()), value);
            return;
        }
        try {
            Objects.requireNonNull(SETTERS.get(name)).accept(options, value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("option " + name + ": " + e.getMessage(), e);
        }
    }

    private static String nearest(String name) {
        String best = ATTRIBUTE + "name";
        int least = Integer.MAX_VALUE;
        for (String known : SETTERS.keySet()) {
            int distance = distance(name.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = known;
            }
        }
        return best;
    }

    /** Levenshtein's edit distance, of the first characters only: no name is that long. */
    private static int distance(String from, String to) {
        int length = Math.min(from.length(), 64);
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    private static void addInitStatement(MySqlOptionsBuilder options, String statement) {
        List<String> statements = new ArrayList<>(options.initStatements);
        statements.add(statement);
        options.initStatements(statements);
    }

    private static void eventLoops(MySqlOptionsBuilder options, String value) {
        TransportOptions t = options.transportOptions;
        options.transportOptions(new TransportOptions(
                OptionValues.number(value),
                t.tcpNoDelay(),
                t.tcpKeepAlive(),
                t.sendBufferSize(),
                t.receiveBufferSize()));
    }

    private static void tcpNoDelay(MySqlOptionsBuilder options, String value) {
        TransportOptions t = options.transportOptions;
        options.transportOptions(new TransportOptions(
                t.eventLoops(), OptionValues.bool(value), t.tcpKeepAlive(), t.sendBufferSize(), t.receiveBufferSize()));
    }

    private static void tcpKeepAlive(MySqlOptionsBuilder options, String value) {
        TransportOptions t = options.transportOptions;
        options.transportOptions(new TransportOptions(
                t.eventLoops(), t.tcpNoDelay(), OptionValues.bool(value), t.sendBufferSize(), t.receiveBufferSize()));
    }

    private static void sendBufferSize(MySqlOptionsBuilder options, String value) {
        TransportOptions t = options.transportOptions;
        int size = Math.toIntExact(OptionValues.size(value));
        options.transportOptions(
                new TransportOptions(t.eventLoops(), t.tcpNoDelay(), t.tcpKeepAlive(), size, t.receiveBufferSize()));
    }

    private static void receiveBufferSize(MySqlOptionsBuilder options, String value) {
        TransportOptions t = options.transportOptions;
        int size = Math.toIntExact(OptionValues.size(value));
        options.transportOptions(
                new TransportOptions(t.eventLoops(), t.tcpNoDelay(), t.tcpKeepAlive(), t.sendBufferSize(), size));
    }
}
