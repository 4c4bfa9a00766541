package dev.mysqlasync.internal.sql;

import java.util.Arrays;
import java.util.List;

/**
 * Recognises statements that change rows. If such a statement returns rows, RETURNING returns the rows that it changed.
 * MariaDB then does not count them.
 *
 * @see <a href="https://mariadb.com/kb/en/insertreturning/">MariaDB Documentation, INSERT...RETURNING</a>
 */
final class ChangingText {

    private static final List<String> CHANGING = List.of("INSERT", "REPLACE", "UPDATE", "DELETE");

    private ChangingText() {}

    /**
     * Whether the text is an INSERT, REPLACE, UPDATE or DELETE. Of several statements, the first one counts.
     *
     * @param modes how the session reads the text
     */
    static boolean is(String sql, SqlModes modes) {
        return CHANGING.stream().anyMatch(atVerb(sql, modes)::is);
    }

    /** As {@link #is}; also true for MariaDB's ANALYZE, which may run such a statement. */
    static boolean isOrRuns(String sql, SqlModes modes) {
        SqlScanner verb = atVerb(sql, modes);
        return verb.is("ANALYZE") || CHANGING.stream().anyMatch(verb::is);
    }

    /** The first word, the word after SET STATEMENT … FOR, or the word after the common table expressions. */
    private static SqlScanner atVerb(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        next(scanner);
        if (scanner.is("SET")) {
            next(scanner);
            if (scanner.is("STATEMENT") && goTo(scanner, "FOR")) {
                next(scanner);
            }
        }
        if (scanner.is("WITH")) {
            goTo(scanner, "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE");
        }
        return scanner;
    }

    private static SqlToken next(SqlScanner scanner) {
        SqlToken token = scanner.nextCode();
        while (token == SqlToken.EXECUTABLE_START || token == SqlToken.EXECUTABLE_END) {
            token = scanner.nextCode();
        }
        return token;
    }

    /** Moves to the next of these words outside parentheses. Returns false at the end of the text. */
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
