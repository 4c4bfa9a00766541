package dev.mysqlasync.internal.failure;

import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.sql.SqlScanner;
import dev.mysqlasync.internal.sql.SqlToken;

/**
 * A statement for display: strings and numbers become question marks, comments are dropped, and a long text is cut. It
 * is for reading, not for execution. The time is linear in the length of the text.
 *
 * <p>If only the server can tell where a string ends, or whether there is one, the rest of the text could be a value.
 * It is dropped.
 */
public final class StatementText {

    private static final int LONGEST = 4096;

    private StatementText() {}

    public static String withoutValues(String sql) {
        SqlScanner scanner = new SqlScanner(sql, SqlModes.DEFAULT);
        StringBuilder shown = new StringBuilder();
        SqlToken token = scanner.next();
        while (token != SqlToken.END && shown.length() < LONGEST) {
            if (isDoubtful(token, scanner)) {
                shown.append('?');
                return shown.toString();
            }
            append(shown, token, scanner, sql);
            token = scanner.next();
        }
        if (token != SqlToken.END || shown.length() > LONGEST) {
            shown.setLength(Math.min(shown.length(), LONGEST));
            shown.append('…');
        }
        return shown.toString();
    }

    /** The prefix of a string, as in x'41', n'a' or _utf8mb4'a', is not a value and may stay. */
    private static void append(StringBuilder shown, SqlToken token, SqlScanner scanner, String sql) {
        switch (token) {
            case STRING, NUMBER -> shown.append('?');
            case COMMENT, EXECUTABLE_START, EXECUTABLE_END -> shown.append(' ');
            default -> shown.append(sql, scanner.start(), scanner.end());
        }
    }

    private static boolean isDoubtful(SqlToken token, SqlScanner scanner) {
        return switch (token) {
            case STRING -> scanner.hasEscapedQuote() || scanner.hidesCommentEnd();
            case IDENTIFIER, COMMENT -> scanner.hidesCommentEnd();
            case OPERATOR -> scanner.is("["); // quotes a name under sql_mode=MSSQL
            case WORD -> scanner.mayBeginDollarQuote();
            default -> false;
        };
    }
}
