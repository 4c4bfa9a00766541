package dev.mysqlasync.internal.options;

import dev.mysqlasync.TlsMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What options must be. Each rule gives the value that it has checked. */
final class OptionRules {

    /** A server refuses more than 65,535 bytes of attributes; what is left is for the client's own. */
    private static final int ATTRIBUTE_BYTES = 65_535 - 1_023;

    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_.]+");
    private static final Pattern TIME_ZONE = Pattern.compile("[A-Za-z0-9_+:/-]+");
    private static final Set<String> NAMES_OF_UTC = Set.of("UTC", "GMT", "Z");

    private OptionRules() {}

    static String host(String option, String host) {
        require(host.indexOf(',') < 0, "host names several hosts, which is not supported; give one");
        require(HOST.matcher(host).matches(), "host is not a name or an address");
        return host;
    }

    static void user(@Nullable String user) {
        require(user != null && !user.isEmpty(), "user is missing: mysql://user@host or builder().user(…)");
    }

    static String database(String option, String database) {
        require(!database.isEmpty(), "database is empty; leave it out for none");
        return text(option, database);
    }

    /** A NUL ends these texts in the handshake, so that the rest would be read as something else. */
    static String text(String option, String value) {
        require(value.indexOf('\0') < 0, option + " must not contain a NUL character");
        return encodable(option, value);
    }

    /** What has no form in UTF-8 could be sent as something else only. */
    private static String encodable(String option, String value) {
        require(
                StandardCharsets.UTF_8.newEncoder().canEncode(value),
                option + " has half of a surrogate pair, which has no form in UTF-8");
        return value;
    }

    /** UTC needs no time zone tables on the server when it is sent as an offset. */
    static String timeZone(String option, String zone) {
        require(
                TIME_ZONE.matcher(zone).matches(),
                "timeZone must be SYSTEM, an offset such as +02:00, or a zone's name");
        return NAMES_OF_UTC.contains(zone.toUpperCase(Locale.ROOT)) ? "+00:00" : zone;
    }

    static Set<String> plugins(String option, Set<String> plugins) {
        require(!plugins.isEmpty(), option + " is empty: no account could log in");
        for (String plugin : plugins) {
            require(!plugin.isBlank(), option + " has an empty name");
            encodable(option, plugin);
        }
        return plugins;
    }

    static List<String> statements(String option, List<String> statements) {
        for (String statement : statements) {
            require(!statement.isBlank(), option + " has an empty statement");
            encodable(option, statement);
        }
        return statements;
    }

    static List<String> variables(String option, List<String> names) {
        require(
                names.stream().allMatch(name -> VARIABLE.matcher(name).matches()),
                option + " must be names of system variables");
        return names;
    }

    static Map<String, String> attributes(String option, Map<String, String> attributes) {
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
        return attributes;
    }

    /** As a length-encoded string. */
    private static long encodedBytes(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes + (bytes <= 250 ? 1L : bytes <= 0xFFFF ? 3L : 4L);
    }

    static long range(String option, long value, long from, long to) {
        require(value >= from && value <= to, option + " must be from " + from + " to " + to + ", not " + value);
        return value;
    }

    static Duration duration(String option, Duration value, Duration from, Duration to) {
        require(
                value.compareTo(from) >= 0 && value.compareTo(to) <= 0,
                option + " must be from " + from.toMillis() + " ms to " + Kinds.days(to) + ", not " + value);
        return value;
    }

    static Duration wholeSeconds(String option, Duration value) {
        require(value.toNanosPart() == 0, option + " must be whole seconds, not " + value);
        return value;
    }

    static OptionKind.Rule<String> matches(String pattern, String rule) {
        Pattern compiled = Pattern.compile(pattern);
        return (option, value) -> {
            require(compiled.matcher(value).matches(), option + " " + rule);
            return value;
        };
    }

    /** A CA that would not be looked at is an error: who names one believes to be verifying. */
    static void tls(TlsMode mode, boolean hasCa, @Nullable Path socket) {
        require(
                !hasCa || (mode != TlsMode.DISABLED && mode != TlsMode.REQUIRED),
                "tlsCa is given, but tls=" + Kinds.spelling(mode)
                        + " verifies nothing; use verify-ca or verify-identity");
        require(
                socket == null || mode != TlsMode.VERIFY_IDENTITY,
                "a unix socket has no name to verify; use tls=verify-ca");
        require(
                !hasCa || socket == null || mode != TlsMode.AUTO,
                "tlsCa is given, but tls=auto leaves a unix socket in plain text; use tls=verify-ca, or leave tlsCa"
                        + " out");
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
