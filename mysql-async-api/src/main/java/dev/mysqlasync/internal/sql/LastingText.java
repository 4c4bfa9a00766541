package dev.mysqlasync.internal.sql;

import java.util.Locale;
import java.util.Set;

/** Tells statements that leave something in their session that starting it over does not undo, or not without harm. */
public final class LastingText {

    private static final Set<String> ON_ROWS = Set.of("select", "insert", "update", "delete", "replace");

    private LastingText() {}

    /**
     * Whether it is a statement on an XA transaction. On some servers a session that starts over loses a branch that it has
     * prepared, where one that ends leaves it to others.
     */
    public static boolean isXa(String sql) {
        SqlScanner scanner = new SqlScanner(sql, SqlModes.DEFAULT);
        return scanner.nextCode() == SqlToken.WORD && scanner.is("XA");
    }

    /**
     * Whether the text has in it, even in a string, the word SET and one of ROLE or RESOURCE: roles and resource groups stay as
     * they are when the session starts over. It may say yes for no reason, but not of a single statement on rows.
     */
    public static boolean mayChangeRole(String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        return hasWord(text, "set")
                && (hasWord(text, "role") || hasWord(text, "resource"))
                && (text.indexOf(';') >= 0 || !isOnRows(sql));
    }

    private static boolean isOnRows(String sql) {
        SqlScanner scanner = new SqlScanner(sql, SqlModes.DEFAULT);
        scanner.nextCode();
        return ON_ROWS.contains(scanner.text().toLowerCase(Locale.ROOT));
    }

    private static boolean hasWord(String text, String word) {
        int at = text.indexOf(word);
        while (at >= 0) {
            int end = at + word.length();
            boolean whole = (at == 0 || !SqlScanner.isWordCharacter(text.charAt(at - 1)))
                    && (end == text.length() || !SqlScanner.isWordCharacter(text.charAt(end)));
            if (whole) {
                return true;
            }
            at = text.indexOf(word, end);
        }
        return false;
    }
}
