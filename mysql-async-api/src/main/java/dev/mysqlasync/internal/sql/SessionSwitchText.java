package dev.mysqlasync.internal.sql;

/** Recognises statements that may change what names or bytes of later statements mean. */
final class SessionSwitchText {

    private final String sql;
    private boolean hasSet;
    private boolean hasCharacterSet;

    private SessionSwitchText(String sql) {
        this.sql = sql;
    }

    /**
     * Whether the text contains one of these, even in a string:
     *
     * <ul>
     *   <li>the word USE, except in an index hint
     *   <li>EXECUTE, because the text does not show what it runs
     *   <li>{@code sql_mode}, {@code time_zone}, or a variable of character sets or collations
     *   <li>SET with NAMES, CHARACTER or CHARSET
     * </ul>
     *
     * <p>It may return true without need.
     */
    static boolean mayChangeNames(String sql) {
        return new SessionSwitchText(sql).search();
    }

    private boolean search() {
        int at = 0;
        while (at < sql.length()) {
            while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
                at++; // the version of an executable comment may stand right before a word
            }
            int end = at;
            while (end < sql.length() && SqlScanner.isWordCharacter(sql.charAt(end))) {
                end++;
            }
            if (end > at && isSwitch(at, end)) {
                return true;
            }
            at = end + 1;
        }
        return hasSet && hasCharacterSet;
    }

    private boolean isSwitch(int from, int to) {
        switch (sql.charAt(from) | 0x20) {
            case 'u' -> {
                return is("use", from, to) && !isIndexHint(to);
            }
            case 's' -> {
                hasSet |= is("set", from, to);
                return is("sql_mode", from, to);
            }
            case 't' -> {
                return is("time_zone", from, to);
            }
            case 'n' -> hasCharacterSet |= is("names", from, to);
            case 'c' -> {
                hasCharacterSet |= is("character", from, to) || is("charset", from, to);
                return startsWith("character_set_", from) || startsWith("collation_", from);
            }
            case 'e' -> {
                return is("execute", from, to);
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private boolean isIndexHint(int at) {
        int word = at;
        while (word < sql.length() && sql.charAt(word) <= ' ') {
            word++;
        }
        return startsWith("index", word) || startsWith("key", word);
    }

    private boolean is(String word, int from, int to) {
        return to - from == word.length() && startsWith(word, from);
    }

    private boolean startsWith(String word, int at) {
        return sql.regionMatches(true, at, word, 0, word.length());
    }
}
