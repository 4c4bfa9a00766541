package dev.mysqlasync.internal.sql;

import java.math.BigDecimal;
import java.time.Duration;

/** Adds a server-side time limit to a statement's text. */
public final class TimeLimitText {

    private static final String HINT_START = "/*+";

    private TimeLimitText() {}

    /** For MariaDB: any statement. */
    public static String mariaDb(String sql, Duration limit) {
        BigDecimal seconds = BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros();
        return "SET STATEMENT max_statement_time=" + seconds.toPlainString() + " FOR " + sql;
    }

    /**
     * For MySQL: a SELECT. Other statements stay unchanged, and so does a SELECT after text that {@code sql_mode}
     * affects.
     */
    public static String mySql(String sql, Duration limit) {
        SqlScanner scanner = new SqlScanner(sql, SqlModes.DEFAULT);
        SqlToken token = scanner.nextCode();
        while (token != SqlToken.END && scanner.is("(")) {
            token = scanner.nextCode();
        }
        if (!scanner.is("SELECT") && !(scanner.is("WITH") && goToMainSelect(scanner))) {
            return sql;
        }
        String hint = "MAX_EXECUTION_TIME(" + limit.toMillis() + ")";
        int end = scanner.end();
        token = scanner.next();
        if (token == SqlToken.SPACE) {
            token = scanner.next();
        }
        boolean hasHints = token == SqlToken.COMMENT && sql.startsWith(HINT_START, scanner.start());
        return hasHints
                ? insert(sql, scanner.start() + HINT_START.length(), " " + hint)
                : insert(sql, end, " " + HINT_START + " " + hint + " */");
    }

    /** Moves past the common table expressions. A string without a backslash ends at the same place in every mode. */
    private static boolean goToMainSelect(SqlScanner scanner) {
        int depth = 0;
        for (SqlToken token = scanner.nextCode(); token != SqlToken.END; token = scanner.nextCode()) {
            if (scanner.hasHiddenCommentEnd()
                    || (token == SqlToken.STRING && scanner.text().indexOf('\\') >= 0)) {
                return false;
            }
            if (scanner.is("(")) {
                depth++;
            } else if (scanner.is(")")) {
                depth--;
            } else if (depth == 0 && scanner.is("SELECT")) {
                return true;
            }
        }
        return false;
    }

    private static String insert(String sql, int at, String text) {
        return sql.substring(0, at) + text + sql.substring(at);
    }
}
