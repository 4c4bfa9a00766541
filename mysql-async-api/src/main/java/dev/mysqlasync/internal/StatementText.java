package dev.mysqlasync.internal;

/**
 * A statement as it may be shown: each string and number replaced by a question mark, comments left out, and cut when
 * long. It is for reading, not for running again; linear in the text.
 */
final class StatementText {

    private static final int LONGEST = 4096;

    private final String sql;
    private final StringBuilder shown = new StringBuilder();
    private int at;

    private StatementText(String sql) {
        this.sql = sql;
    }

    static String withoutValues(String sql) {
        return new StatementText(sql).rewrite();
    }

    private String rewrite() {
        while (at < sql.length() && shown.length() < LONGEST) {
            next();
        }
        if (at < sql.length() || shown.length() > LONGEST) {
            shown.setLength(Math.min(shown.length(), LONGEST));
            shown.append('…');
        }
        return shown.toString();
    }

    private void next() {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') {
            skipQuoted(c);
            shown.append('?');
        } else if (c == '`') {
            int from = at;
            skipQuoted(c);
            shown.append(sql, from, at);
        } else if (startsComment(c)) {
            skipComment(c);
            shown.append(' ');
        } else if (isDigit(c) || (c == '.' && isDigit(charAt(at + 1)) && !endsWord())) {
            skipNumber();
            shown.append('?');
        } else if (isWordCharacter(c)) {
            word();
        } else {
            shown.append(c);
            at++;
        }
    }

    /** A prefix of a string, such as in x'41', n'a' or _utf8mb4'a', may stay: it is no value. */
    private void word() {
        int from = at;
        while (at < sql.length() && isWordCharacter(sql.charAt(at))) {
            at++;
        }
        shown.append(sql, from, at);
    }

    /**
     * To after the closing quote. Where a backslash stands before a quote, only the server's {@code sql_mode} says
     * whether the string ends there: the rest is left out, lest it be a value.
     */
    private void skipQuoted(char quote) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && quote != '`') {
                at = charAt(at) == quote ? sql.length() : at + 1;
            } else if (c == quote) {
                if (charAt(at) != quote) {
                    return;
                }
                at++;
            }
        }
        at = sql.length();
    }

    private boolean startsComment(char c) {
        return c == '#'
                || (c == '/' && charAt(at + 1) == '*')
                || (c == '-' && charAt(at + 1) == '-' && (charAt(at + 2) <= ' '));
    }

    private void skipComment(char c) {
        String end = c == '/' ? "*/" : "\n";
        int found = sql.indexOf(end, at + end.length());
        at = found < 0 ? sql.length() : found + end.length();
    }

    /** Decimal, hexadecimal (0x…) or binary (0b…), with fraction and exponent. */
    private void skipNumber() {
        while (at < sql.length() && (isWordCharacter(sql.charAt(at)) || sql.charAt(at) == '.' || isExponentSign())) {
            at++;
        }
    }

    private boolean isExponentSign() {
        return (charAt(at) == '+' || charAt(at) == '-')
                && (charAt(at - 1) == 'e' || charAt(at - 1) == 'E')
                && isDigit(charAt(at + 1));
    }

    private boolean endsWord() {
        return at > 0 && (isWordCharacter(sql.charAt(at - 1)) || sql.charAt(at - 1) == '`');
    }

    private char charAt(int index) {
        return index < sql.length() ? sql.charAt(index) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordCharacter(char c) {
        return c == '_' || c == '$' || Character.isLetterOrDigit(c);
    }
}
