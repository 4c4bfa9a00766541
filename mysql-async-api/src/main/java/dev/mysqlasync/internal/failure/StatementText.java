package dev.mysqlasync.internal.failure;

import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.sql.SqlScanner;
import dev.mysqlasync.internal.sql.SqlToken;

/**
 * A statement as it may be shown: each string and number replaced by a question mark, comments left out, and cut when
 * long. It is for reading, not for running again; linear in the text.
 *
 * <p>Where only the server knows whether a string ends, or whether there is one, the rest is left out, lest it be a value.
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

    /** A prefix of a string, such as in x'41', n'a' or _utf8mb4'a', may stay: it is no value. */
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
