package dev.mysqlasync.testkit.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Treats SQL as text with quotes and comments. Optimizer hints and version comments count as SQL.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/en/comments.html">Comments</a>
 */
public final class SqlText {

    private SqlText() {}

    /**
     * Normalises a statement for comparison. Removes plain comments, surrounding white space and trailing semicolons,
     * and replaces other white space outside quotes by a single space.
     */
    public static String normalise(String sql) {
        StringBuilder out = new StringBuilder(sql.length());
        int at = 0;
        while (at < sql.length()) {
            int afterGap = skipGap(sql, at);
            if (afterGap > at) {
                blank(out);
                at = afterGap;
            } else {
                int next = skipToken(sql, at);
                out.append(sql, at, next);
                at = next;
            }
        }
        return withoutEnd(out);
    }

    /** The number of {@code ?} parameter markers. */
    public static int parameterCount(String sql) {
        int count = 0;
        int at = 0;
        while (at < sql.length()) {
            int afterGap = skipGap(sql, at);
            if (afterGap > at) {
                at = afterGap;
            } else {
                count += sql.charAt(at) == '?' ? 1 : 0;
                at = skipToken(sql, at);
            }
        }
        return count;
    }

    /** Splits text at the separators outside quotes, comments and parentheses. */
    public static List<String> split(String sql, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == separator && depth == 0) {
                parts.add(sql.substring(start, at).strip());
                start = at + 1;
            }
            at = Math.max(skipGap(sql, at), skipToken(sql, at));
        }
        parts.add(sql.substring(start).strip());
        return parts;
    }

    private static void blank(StringBuilder out) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }

    private static String withoutEnd(StringBuilder out) {
        int end = out.length();
        while (end > 0 && (out.charAt(end - 1) == ';' || out.charAt(end - 1) == ' ')) {
            end--;
        }
        return out.substring(0, end);
    }

    /** The index after the white space or plain comment at {@code at}; {@code at} itself if there is none. */
    private static int skipGap(String sql, int at) {
        if (Character.isWhitespace(sql.charAt(at))) {
            return at + 1;
        }
        if (sql.charAt(at) == '#' || isDashComment(sql, at)) {
            int lineEnd = sql.indexOf('\n', at);
            return lineEnd < 0 ? sql.length() : lineEnd + 1;
        }
        if (sql.startsWith("/*", at) && !isHint(sql, at + 2)) {
            return endOf(sql, "*/", at + 2);
        }
        return at;
    }

    private static boolean isDashComment(String sql, int at) {
        return sql.startsWith("--", at) && (at + 2 == sql.length() || Character.isWhitespace(sql.charAt(at + 2)));
    }

    private static boolean isHint(String sql, int at) {
        return sql.startsWith("!", at) || sql.startsWith("+", at) || sql.startsWith("M!", at);
    }

    /** The index after the quoted text, the hint or the single character at {@code at}. */
    private static int skipToken(String sql, int at) {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return skipQuoted(sql, at, c);
        }
        return sql.startsWith("/*", at) ? endOf(sql, "*/", at + 2) : at + 1;
    }

    private static int skipQuoted(String sql, int at, char quote) {
        int next = at + 1;
        while (next < sql.length() && sql.charAt(next) != quote) {
            next += sql.charAt(next) == '\\' && quote != '`' ? 2 : 1;
        }
        return Math.min(next + 1, sql.length());
    }

    private static int endOf(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }
}
