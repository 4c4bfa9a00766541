package dev.mysqlasync.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: what is malformed is refused, in both directions, where the JDK's short ways would replace it. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Throws {@link UnreadableValueException} unless the bytes are UTF-8. */
    static String decode(byte[] bytes, int at, int length) {
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireWellFormed(bytes, at, length);
        }
        return text;
    }

    /** Throws {@link IllegalArgumentException} if the text has half of a surrogate pair. */
    static byte[] encode(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                requirePair(text, i);
                i++;
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The length of {@link #encode}'s bytes, which throws the same. */
    static int length(String text) {
        long length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length += c < 0x800 ? 1 : 2;
                if (Character.isSurrogate(c)) {
                    requirePair(text, i);
                    i++;
                }
            }
        }
        return Math.toIntExact(length);
    }

    /** The text may have a replacement character of its own, so only a decoder that reports can tell. */
    private static void requireWellFormed(byte[] bytes, int at, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
        } catch (CharacterCodingException e) {
            throw new UnreadableValueException("not UTF-8");
        }
    }

    private static void requirePair(CharSequence text, int at) {
        boolean paired = at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
        if (!paired) {
            throw new IllegalArgumentException("half of a surrogate pair at index " + at + " has no form in UTF-8");
        }
    }
}
