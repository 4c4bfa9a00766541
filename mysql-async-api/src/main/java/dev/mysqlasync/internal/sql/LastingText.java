package dev.mysqlasync.internal.sql;

import java.util.Locale;
import java.util.Set;

/** Tells statements that leave something in their session that starting it over does not undo, or not without harm. */
final class LastingText {

    private static final Set<String> ON_ROWS = Set.of("select", "insert", "update", "delete", "replace");

    private LastingText() {}

    /**
     * Whether it is a statement on an XA transaction. On some servers a session that starts over loses a branch that it has
     * prepared, where one that ends leaves it to others.
     */
    static boolean isXa(String sql) {
        SqlScanner scanner = new SqlScanner(sql, SqlModes.DEFAULT);
        return scanner.nextCode() == SqlToken.WORD && scanner.is("XA");
    }

    /**
     * Whether the text has in it, even in a string, the word SET and one of ROLE or RESOURCE: roles and resource groups stay as
     * they are when the session starts over. It may say yes for no reason, but not of a single statement on rows.
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
