package dev.mysqlasync.internal;

/** Tells the statements after which names may mean another schema's objects. */
final class SchemaChanges {

    private static final String USE = "use";

    private SchemaChanges() {}

    /** Whether the word USE stands anywhere in the text, other than in an index hint. It may say yes for no reason. */
    static boolean mayFollow(String sql) {
        for (int at = 0; at <= sql.length() - USE.length(); at++) {
            if ((sql.charAt(at) | 0x20) == 'u' && isUse(sql, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUse(String sql, int at) {
        int end = at + USE.length();
        return sql.regionMatches(true, at, USE, 0, USE.length())
                && (at == 0 || !isWordCharacter(sql.charAt(at - 1)))
                && (end == sql.length() || !isWordCharacter(sql.charAt(end)))
                && !isIndexHint(sql, end);
    }

    private static boolean isIndexHint(String sql, int at) {
        int word = at;
        while (word < sql.length() && sql.charAt(word) <= ' ') {
            word++;
        }
        return sql.regionMatches(true, word, "index", 0, 5) || sql.regionMatches(true, word, "key", 0, 3);
    }

    private static boolean isWordCharacter(char c) {
        return c == '_' || c == '$' || Character.isLetterOrDigit(c);
    }
}
