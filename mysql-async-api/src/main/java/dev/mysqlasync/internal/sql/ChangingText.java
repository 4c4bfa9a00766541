package dev.mysqlasync.internal.sql;

import java.util.Arrays;
import java.util.List;

/**
 * Tells statements that change rows. When such a one gives rows, they come from RETURNING, and are the rows that it changed:
 * MariaDB counts none then.
 *
 * @see <a href="https://mariadb.com/kb/en/insertreturning/">INSERT...RETURNING</a>
 */
public final class ChangingText {

    private static final List<String> CHANGING = List.of("INSERT", "REPLACE", "UPDATE", "DELETE");

    private ChangingText() {}

    /**
     * Whether this is INSERT, REPLACE, UPDATE or DELETE; of several statements the first counts.
     *
     * @param modes how the session reads it
     */
    public static boolean is(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        next(scanner);
        if (scanner.is("SET")) {
            next(scanner);
            if (!scanner.is("STATEMENT") || !goTo(scanner, "FOR")) {
                return false;
            }
            next(scanner);
        }
        if (scanner.is("WITH")) { // the verb is behind the common table expressions
            return goTo(scanner, "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE") && !scanner.is("SELECT");
        }
        return CHANGING.stream().anyMatch(scanner::is);
    }

    private static SqlToken next(SqlScanner scanner) {
        SqlToken token = scanner.nextCode();
        while (token == SqlToken.EXECUTABLE_START || token == SqlToken.EXECUTABLE_END) {
            token = scanner.nextCode();
        }
        return token;
    }

    /** Goes to the next of these words that stands in no parentheses; false if there is none. */
    private static boolean goTo(SqlScanner scanner, String... words) {
        int depth = 0;
        for (SqlToken token = next(scanner); token != SqlToken.END; token = next(scanner)) {
            if (scanner.is("(")) {
                depth++;
            } else if (scanner.is(")")) {
                depth--;
            } else if (depth == 0 && Arrays.stream(words).anyMatch(scanner::is)) {
                return true;
            }
        }
        return false;
    }
}
