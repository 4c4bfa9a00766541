package dev.mysqlasync.internal.sql;

import java.util.Locale;
import java.util.Set;

/** Recognises statements that leave session state behind that a session reset does not remove, or not without harm. */
final class LastingText {

    private static final Set<String> ON_ROWS = Set.of("select", "insert", "update", "delete", "replace");

    private LastingText() {}

    /**
     * Whether the text is an XA statement. On some servers, a session reset loses a prepared XA transaction, while the
     * end of the session leaves it to others.
     */
    static boolean isXa(String sql) {
        SqlScanner scanner = new SqlScanner(sql, SqlModes.DEFAULT);
        return scanner.nextCode() == SqlToken.WORD && scanner.is("XA");
    }

    /**
     * Whether the text contains the word SET and one of ROLE or RESOURCE, even in a string. Roles and resource groups
     * survive a session reset. It may return true without need, but not for a single statement on rows.
     */
    static boolean mayChangeRole(String sql) {
        return WordSearch.has(sql, "set")
                && (WordSearch.has(sql, "role") || WordSearch.has(sql, "resource"))
                && (sql.indexOf(';') >= 0 || !isOnRows(sql));
    }

    private static boolean isOnRows(String sql) {
        SqlScanner scanner = new SqlScanner(sql, SqlModes.DEFAULT);
        scanner.nextCode();
        return ON_ROWS.contains(scanner.text().toLowerCase(Locale.ROOT));
    }
}
