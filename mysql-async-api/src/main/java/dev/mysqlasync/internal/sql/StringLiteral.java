package dev.mysqlasync.internal.sql;

import java.util.BitSet;

/**
 * A string literal that has the same end and meaning with and without NO_BACKSLASH_ESCAPES, because it contains no
 * backslash. {@code a\b} becomes {@code REPLACE('a!b','!',LEFT('\\',1))}, where {@code '\\'} is one or two backslashes.
 *
 * <p>The text so keeps the collation and coercibility of a literal. Hexadecimal digits with a character set introducer
 * would have the character set's default collation. They could not be compared with a literal in a session with another
 * collation.
 */
final class StringLiteral {

    private static final String BACKSLASH = "LEFT('\\\\',1)";
    private static final String STAND_INS = "!#$%&*+,-./:;<=>?@^_|~ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private StringLiteral() {}

    /**
     * @throws IllegalArgumentException if the text has an unpaired surrogate
     */
    static String of(String text) {
        requirePairs(text);
        StringBuilder sql = new StringBuilder(text.length() + 2);
        append(sql, text);
        return sql.toString();
    }

    /**
     * A plain string, for places that accept no expression. It ends at the same place with and without
     * NO_BACKSLASH_ESCAPES. With a backslash in it, it has the right meaning only in the given mode.
     *
     * @throws IllegalArgumentException also if the string would end elsewhere under the other mode
     */
    static String plain(String text, boolean noBackslashEscapes) {
        requirePairs(text);
        StringBuilder sql = new StringBuilder(text.length() + 2);
        quote(sql, noBackslashEscapes ? text : text.replace("\\", "\\\\"));
        if (noBackslashEscapes && endsEarlier(sql)) {
            throw new IllegalArgumentException(
                    "under NO_BACKSLASH_ESCAPES a text with a backslash before a quote or at its end has no"
                            + " safe literal where MySQL takes only a plain string");
        }
        return sql.toString();
    }

    /** Whether a backslash in the string would escape a quote of it, if backslashes escaped. */
    private static boolean endsEarlier(CharSequence literal) {
        boolean escaped = false;
        for (int i = 1; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (escaped && c == '\'') {
                return true;
            }
            escaped = c == '\\' && !escaped;
        }
        return false;
    }

    /** Splits a text that contains every possible stand-in. A short text never does. */
    private static void append(StringBuilder sql, String text) {
        if (text.indexOf('\\') < 0) {
            quote(sql, text);
            return;
        }
        char standIn = standIn(text);
        if (standIn != '\\') {
            quote(sql.append("REPLACE("), text.replace('\\', standIn));
            sql.append(",'").append(standIn).append("',").append(BACKSLASH).append(')');
        } else {
            int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
            append(sql.append("CONCAT("), text.substring(0, middle));
            append(sql.append(','), text.substring(middle));
            sql.append(')');
        }
    }

    private static void quote(StringBuilder sql, String text) {
        sql.append('\'').append(text.replace("'", "''")).append('\'');
    }

    /** A character that the text does not contain; the backslash if there is none. */
    private static char standIn(String text) {
        BitSet present = new BitSet(Byte.MAX_VALUE + 1);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= Byte.MAX_VALUE) {
                present.set(text.charAt(i));
            }
        }
        for (int i = 0; i < STAND_INS.length(); i++) {
            if (!present.get(STAND_INS.charAt(i))) {
                return STAND_INS.charAt(i);
            }
        }
        return '\\';
    }

    private static void requirePairs(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    throw new IllegalArgumentException(
                            "an unpaired surrogate at index " + i + " cannot be encoded in UTF-8");
                }
                i++;
            }
        }
    }
}
