package dev.mysqlasync.internal.options;

import dev.mysqlasync.auth.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Splits a URL into user, host, database and options. No message repeats text from before the options. Options are read only
 * once it is certain that no part of the password is among them.
 */
public final class UrlOptions {

    private static final String SHAPE = "mysql://user:password@host:port/database?option=value";

    private static final Set<Option<?>> OUTSIDE = Set.of(
            ConnectionOptions.HOST,
            ConnectionOptions.PORT,
            ConnectionOptions.USER,
            ConnectionOptions.PASSWORD,
            ConnectionOptions.DATABASE);

    private final OptionValues options = ConnectionOptions.REGISTRY.defaults();

    private UrlOptions() {}

    /**
     * Reads a URL; its options are not yet checked against each other.
     *
     * @throws IllegalArgumentException if the URL is malformed, or names an unknown option or an illegal value; the
     *     message holds no part of user or password
     */
    public static OptionValues parse(String url) {
        UrlOptions parsing = new UrlOptions();
        parsing.read(afterScheme(url));
        return parsing.options;
    }

    private static String afterScheme(String url) {
        int end = url.indexOf("://");
        String scheme = end < 0 ? "" : url.substring(0, end).toLowerCase(Locale.ROOT);
        if (!scheme.equals("mysql") && !scheme.equals("mariadb")) {
            throw new IllegalArgumentException("the URL must begin with mysql:// or mariadb://, as in " + SHAPE);
        }
        return url.substring(end + 3);
    }

    private void read(String rest) {
        int question = rest.indexOf('?');
        String address = question < 0 ? rest : rest.substring(0, question);
        int slash = address.indexOf('/');
        String authority = slash < 0 ? address : address.substring(0, slash);
        int at = authority.indexOf('@');
        requireEncoded(rest, at);
        readUser(authority.substring(0, at));
        readHost(authority.substring(at + 1));
        if (slash >= 0) {
            readDatabase(address.substring(slash + 1));
        }
        if (question >= 0) {
            readOptions(rest.substring(question + 1));
        }
    }

    /** An unencoded special character would cut a password in two, and its second half would be read as something else. */
    private static void requireEncoded(String rest, int at) {
        if (rest.lastIndexOf('@') != at || rest.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "the URL has a special character in the wrong place: in user and password"
                            + " write @ / ? # : % as %40 %2F %3F %23 %3A %25, and elsewhere @ # % as %40 %23 %25");
        }
        if (at < 0) {
            throw new IllegalArgumentException("the URL names no user; it must look like " + SHAPE);
        }
    }

    private void readUser(String text) {
        int colon = text.indexOf(':');
        options.set(ConnectionOptions.USER, decode("user", colon < 0 ? text : text.substring(0, colon)));
        if (colon >= 0) {
            options.set(ConnectionOptions.PASSWORD, Secret.of(decode("password", text.substring(colon + 1))));
        }
    }

    private void readHost(String text) {
        if (text.indexOf(',') >= 0) {
            throw new IllegalArgumentException("the URL names several hosts, which is not supported; give one");
        }
        int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        if (text.startsWith("[") && end == 0) {
            throw new IllegalArgumentException("the URL's IPv6 address has no closing bracket");
        }
        String host = end < 0 ? text : text.substring(0, end);
        String port = end < 0 ? "" : text.substring(end);
        if (!host.isEmpty()) {
            boolean isBracketed = host.startsWith("[");
            options.set(
                    ConnectionOptions.HOST, decode("host", isBracketed ? host.substring(1, host.length() - 1) : host));
        }
        if (!port.isEmpty()) {
            options.set(ConnectionOptions.PORT, port(port));
        }
    }

    private static int port(String text) {
        if (text.indexOf(':', 1) >= 0) {
            throw new IllegalArgumentException("the URL's IPv6 address must stand in brackets");
        }
        if (!text.matches(":[0-9]{1,5}")) {
            throw new IllegalArgumentException("the URL's port is not a number from 1 to 65535");
        }
        return Integer.parseInt(text.substring(1));
    }

    private void readDatabase(String text) {
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException("the URL has a / in the database's name; write it as %2F");
        }
        if (!text.isEmpty()) {
            options.set(ConnectionOptions.DATABASE, decode("database", text));
        }
    }

    private void readOptions(String text) {
        if (text.isEmpty()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (String option : text.split("&")) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            Option<?> known = known(name);
            if (equals < 0) {
                throw new IllegalArgumentException("option " + name + " has no value; write " + name + "=…");
            }
            if (!seen.add(ForeignNames.taken(name)) && !known.kind().repeats()) {
                throw new IllegalArgumentException("option " + name + " is given twice");
            }
            options.set(name, decode(name, option.substring(equals + 1)));
        }
    }

    /** Finds an option; those that have their own place in a URL are not given behind the ?. */
    private static Option<?> known(String name) {
        Option<?> option = ConnectionOptions.REGISTRY.named(ForeignNames.taken(name));
        if (OUTSIDE.contains(option)) {
            throw new IllegalArgumentException(
                    "option " + name + " does not stand behind the ? of a URL; it must look like " + SHAPE);
        }
        return option;
    }

    private static String decode(String part, String text) {
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer to = ByteBuffer.allocate(from.length);
        for (int i = 0; i < from.length; i++) {
            if (from[i] == '%') {
                to.put(hexByte(part, from, i + 1));
                i += 2;
            } else {
                to.put(from[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(to.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(part + " in the URL is not UTF-8 once percent-decoded");
        }
    }

    private static byte hexByte(String part, byte[] text, int at) {
        int high = at + 1 < text.length ? Character.digit(text[at], 16) : -1;
        int low = at + 1 < text.length ? Character.digit(text[at + 1], 16) : -1;
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException(
                    part + " in the URL has a % without two hexadecimal digits; write it as %25");
        }
        return (byte) (high << 4 | low);
    }
}
