package dev.mysqlasync.internal.sql;

/** Looks for a word in a text, be it in code, in a string or in a comment: what has no such word needs no closer look. */
final class WordSearch {

    private WordSearch() {}

    /** Whether the text has this word, in upper or lower case, and not as a part of another. */
    static boolean has(String sql, String word) {
        char first = word.charAt(0);
        for (int at = 0; at + word.length() <= sql.length(); at++) {
            if ((sql.charAt(at) | 0x20) == first && isWordAt(sql, word, at)) {
                return true;
            }
        }
        return false;
    }

    /** The version of an executable comment may stand right before a word. */
    private static boolean isPartOfName(char before) {
        return SqlScanner.isWordCharacter(before) && !Character.isDigit(before);
    }

    private static boolean isWordAt(String sql, String word, int at) {
        int end = at + word.length();
        return sql.regionMatches(true, at, word, 0, word.length())
                && (at == 0 || !isPartOfName(sql.charAt(at - 1)))
                && (end == sql.length() || !SqlScanner.isWordCharacter(sql.charAt(end)));
    }
}
