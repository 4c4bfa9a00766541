package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Payloads written as in the protocol's documents: hex pairs, 'quoted text', and 00*10 for ten bytes of zero. */
final class Dump {

    private static final Pattern TOKEN =
            Pattern.compile("'(?<text>[^']*)'|(?<hex>[0-9a-f]{2})(?:\\*(?<times>\\d+))?|(?<space>\\s+)");

    private Dump() {}

    static byte[] bytes(String dump) {
        PayloadWriter out = new PayloadWriter();
        Matcher token = TOKEN.matcher(dump);
        int end = 0;
        while (token.find()) {
            if (token.start() != end) {
                break;
            }
            end = token.end();
            write(out, token);
        }
        if (end != dump.length()) {
            throw new IllegalArgumentException("no dump from here: " + dump.substring(end));
        }
        return out.toByteArray();
    }

    static PayloadReader reader(String dump) {
        return new PayloadReader(bytes(dump));
    }

    private static void write(PayloadWriter out, Matcher token) {
        if (token.group("text") != null) {
            out.writeBytes(token.group("text").getBytes(StandardCharsets.UTF_8));
        } else if (token.group("hex") != null) {
            int times = token.group("times") == null ? 1 : Integer.parseInt(token.group("times"));
            for (int i = 0; i < times; i++) {
                out.writeInt1(Integer.parseInt(token.group("hex"), 16));
            }
        }
    }
}
