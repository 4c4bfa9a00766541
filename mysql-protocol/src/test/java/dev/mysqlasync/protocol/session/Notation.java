package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.PayloadWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes as documents write them: hex pairs, {@code 'text'}, and {@code 00*10} for ten bytes of zero. */
final class Notation {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:'(?<text>[^']*)'|(?<hex>[0-9a-f]{2})(?:\\*(?<times>\\d+))?)\\s*");

    private Notation() {}

    static byte[] bytes(String notation) {
        PayloadWriter out = new PayloadWriter();
        Matcher token = TOKEN.matcher(notation);
        int at = 0;
        while (at < notation.length()) {
            if (!token.find(at) || token.start() != at) {
                throw new IllegalArgumentException("neither hex nor text: " + notation.substring(at));
            }
            write(token, out);
            at = token.end();
        }
        return out.toByteArray();
    }

    private static void write(Matcher token, PayloadWriter out) {
        if (token.group("text") != null) {
            out.writeString(token.group("text"));
            return;
        }
        int times = token.group("times") == null ? 1 : Integer.parseInt(token.group("times"));
        for (int i = 0; i < times; i++) {
            out.writeInt1(Integer.parseInt(token.group("hex"), 16));
        }
    }
}
