package dev.mysqlasync.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8 in both directions: malformed input is refused, not replaced. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Throws {@link UnreadableValueException} if the bytes are not valid UTF-8. */
    static String decode(byte[] bytes, int at, int length) {
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireWellFormed(bytes, at, length);
        }
        return text;
    }

    /** Throws {@link IllegalArgumentException} if the text has a lone surrogate. */
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

    /** The number of bytes that {@link #encode} returns. Throws the same exception. */
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

    /** Text may contain a replacement character of its own, so a strict decoder must decide. */
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
            throw new IllegalArgumentException(
                    "the text cannot be encoded in UTF-8: it has a lone surrogate at index " + at);
        }
    }
}
