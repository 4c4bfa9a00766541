package dev.mysqlasync.internal.sql;

/** Searches a text for a word, including strings and comments. A text without the word needs no closer look. */
final class WordSearch {

    private WordSearch() {}

    /** Whether the text contains this word, in any case, and not as a part of another word. */
    static boolean has(String sql, String word) {
        char first = word.charAt(0);
        for (int at = 0; at + word.length() <= sql.length(); at++) {
            if ((sql.charAt(at) | 0x20) == first && isWordAt(sql, word, at)) {
                return true;
            }
        }
        return false;
    }

    /** The version of an executable comment may stand directly before a word. */
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
