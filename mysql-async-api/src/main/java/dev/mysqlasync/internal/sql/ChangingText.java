package dev.mysqlasync.internal.sql;

import java.util.Arrays;
import java.util.List;

/**
 * Tells statements that change rows. When such a one gives rows, they come from RETURNING, and are the rows that it changed:
 * MariaDB counts none then.
 *
 * @see <a href="https://mariadb.com/kb/en/insertreturning/">INSERT...RETURNING</a>
 */
final class ChangingText {

    private static final List<String> CHANGING = List.of("INSERT", "REPLACE", "UPDATE", "DELETE");

    private ChangingText() {}

    /**
     * Whether this is INSERT, REPLACE, UPDATE or DELETE; of several statements the first counts.
     *
     * @param modes how the session reads it
     */
    static boolean is(String sql, SqlModes modes) {
        return CHANGING.stream().anyMatch(atVerb(sql, modes)::is);
    }

    /** As {@link #is}, or MariaDB's ANALYZE, which may run such a statement. */
    static boolean isOrRuns(String sql, SqlModes modes) {
        SqlScanner verb = atVerb(sql, modes);
        return verb.is("ANALYZE") || CHANGING.stream().anyMatch(verb::is);
    }

    /** The first word, that behind SET STATEMENT … FOR, or that behind the common table expressions. */
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

    /** Goes to the next of these words that stands in no parentheses, or to the end: then it is false. */
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
