package dev.mysqlasync.internal.sql;

/**
 * Splits SQL into tokens as the lexers of MySQL and MariaDB do, as far as necessary to tell code from strings, names
 * and comments. The time is linear in the length of the text. No text is malformed: a token without an end ends with
 * the text.
 *
 * <p>An executable comment is code that some servers execute and others skip. Its content is scanned as code.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/language-structure.html">MySQL Reference Manual, Language
 *     Structure</a>
 */
public final class SqlScanner {

    private static final int VERSION_DIGITS = 5;
    private static final char DELETE = '\u007F';
    private static final char FIRST_NON_ASCII = '\u0080';

    private final String sql;
    private final SqlModes modes;
    private int start;
    private int end;
    private boolean executable;
    private boolean hidden;

    public SqlScanner(String sql, SqlModes modes) {
        this.sql = sql;
        this.modes = modes;
    }

    /** A second scanner at the same position. */
    SqlScanner copy() {
        SqlScanner copy = new SqlScanner(sql, modes);
        copy.start = start;
        copy.end = end;
        copy.executable = executable;
        copy.hidden = hidden;
        return copy;
    }

    /** Moves to the next token; stays at the end of the text. */
    public SqlToken next() {
        start = end;
        if (start == sql.length()) {
            return SqlToken.END;
        }
        SqlToken token = token(sql.charAt(start));
        hidden |= hidesCommentEnd();
        return token;
    }

    private SqlToken token(char c) {
        if (c <= ' ') {
            return space();
        }
        if (isDigit(c) || startsFraction(c)) {
            return number();
        }
        return isWordCharacter(c) ? word() : sign(c);
    }

    /** Moves to the next token that is not a space or comment. */
    public SqlToken nextCode() {
        SqlToken token = next();
        while (token == SqlToken.SPACE || token == SqlToken.COMMENT) {
            token = next();
        }
        return token;
    }

    /** The index of the token's first character. */
    public int start() {
        return start;
    }

    /** The index after the token's last character. */
    public int end() {
        return end;
    }

    public String text() {
        return sql.substring(start, end);
    }

    /** The name that a word or identifier stands for: its text without quotes. */
    String name() {
        String text = text();
        if (text.length() < 2 || isWordCharacter(text.charAt(0))) {
            return text;
        }
        String quote = text.substring(text.length() - 1);
        return text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }

    /** Whether the token is this text, in any case. */
    public boolean is(String text) {
        return end - start == text.length() && sql.regionMatches(true, start, text, 0, text.length());
    }

    /** Whether the token has a backslash before its quote, so that {@code sql_mode} decides where it ends. */
    public boolean hasEscapedQuote() {
        for (int at = start + 1; at + 1 < end; at++) {
            if (sql.charAt(at) == '\\') {
                at++;
                if (sql.charAt(at) == sql.charAt(start)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a server that skips the executable comment around the token sees the comment end inside the token. */
    public boolean hidesCommentEnd() {
        if (!executable) {
            return false;
        }
        int last = sql.startsWith("/*", start) ? end - 3 : end - 2; // a comment's own end is as good
        for (int at = start; at <= last; at++) {
            if (sql.startsWith("*/", at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an earlier token {@link #hidesCommentEnd}. Some servers then see code in it and after it. */
    boolean hasHiddenCommentEnd() {
        return hidden;
    }

    /**
     * Whether the token is a word that may start a quoted text. MySQL 9 quotes with {@code $$} and {@code $tag$}; to
     * other servers these are names.
     */
    public boolean mayBeginDollarQuote() {
        return sql.charAt(start) == '$' && sql.indexOf('$', start + 1) >= 0;
    }

    /** Whether the text after the token is in an executable comment. */
    public boolean isInExecutableComment() {
        return executable;
    }

    /** Whether an unquoted name or a keyword may contain this character. */
    public static boolean isWordCharacter(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || isDigit(c)
                || c == '_'
                || c == '$'
                || c >= FIRST_NON_ASCII;
    }

    private SqlToken sign(char c) {
        return switch (c) {
            case '\'' -> quoted(c, !modes.noBackslashEscapes(), SqlToken.STRING);
            case '"' ->
                modes.ansiQuotes()
                        ? quoted(c, false, SqlToken.IDENTIFIER)
                        : quoted(c, !modes.noBackslashEscapes(), SqlToken.STRING);
            case '`' -> quoted(c, false, SqlToken.IDENTIFIER);
            case '[' -> modes.brackets() ? quoted(']', false, SqlToken.IDENTIFIER) : take(1, SqlToken.OPERATOR);
            case '#' -> lineComment();
            case '-' -> startsLineComment() ? lineComment() : take(1, SqlToken.OPERATOR);
            case '/' -> charAt(start + 1) == '*' ? blockComment() : take(1, SqlToken.OPERATOR);
            case '*' -> star();
            case '?' -> take(1, SqlToken.PLACE);
            case ':' -> colon();
            case '@' -> variable();
            default -> take(1, SqlToken.OPERATOR);
        };
    }

    private SqlToken space() {
        end++;
        while (end < sql.length() && sql.charAt(end) <= ' ') {
            end++;
        }
        return SqlToken.SPACE;
    }

    private SqlToken word() {
        skipWordCharacters();
        return SqlToken.WORD;
    }

    /** A decimal, hexadecimal (0x…) or binary (0b…) number, with fraction and exponent. */
    private SqlToken number() {
        end++;
        while (isWordCharacter(charAt(end)) || charAt(end) == '.' || isExponentSign()) {
            end++;
        }
        return SqlToken.NUMBER;
    }

    private boolean startsFraction(char c) {
        return c == '.' && isDigit(charAt(start + 1)) && !isBehindName();
    }

    private boolean isBehindName() {
        char before = charAt(start - 1);
        return isWordCharacter(before) || before == '`' || before == '"';
    }

    private boolean isExponentSign() {
        return (charAt(end) == '+' || charAt(end) == '-')
                && (charAt(end - 1) | 0x20) == 'e'
                && isDigit(charAt(end + 1));
    }

    /** Moves past the closing quote. A quote inside is doubled or, where backslashes escape, follows a backslash. */
    private SqlToken quoted(char quote, boolean escapes, SqlToken token) {
        end++;
        while (end < sql.length()) {
            char c = sql.charAt(end++);
            if (c == '\\' && escapes) {
                end = Math.min(end + 1, sql.length());
            } else if (c == quote) {
                if (charAt(end) != quote) {
                    return token;
                }
                end++;
            }
        }
        return token;
    }

    /** Two minus signs start a comment only before a space, a control character or the end of the text. */
    private boolean startsLineComment() {
        char third = charAt(start + 2);
        return charAt(start + 1) == '-' && (third <= ' ' || third == DELETE);
    }

    private SqlToken lineComment() {
        while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\0') {
            end++;
        }
        end += charAt(end) == '\n' ? 1 : 0;
        return SqlToken.COMMENT;
    }

    private SqlToken blockComment() {
        char mark = charAt(start + 2);
        if (mark == '!' || (mark == 'M' && charAt(start + 3) == '!')) {
            return executableStart(mark == '!' ? start + 3 : start + 4);
        }
        int close = sql.indexOf("*/", start + 2);
        end = close < 0 ? sql.length() : close + 2;
        return SqlToken.COMMENT;
    }

    private SqlToken executableStart(int version) {
        end = version;
        while (end <= version + VERSION_DIGITS && isDigit(charAt(end))) {
            end++;
        }
        if (end < version + VERSION_DIGITS) {
            end = version; // it is code, and every server runs it
        }
        executable = true;
        return SqlToken.EXECUTABLE_START;
    }

    /**
     * Whether the token starts an executable comment whose version servers read differently: to some the sixth digit is
     * code.
     */
    boolean hasDoubtfulVersion() {
        return end - start > "/*!".length() + VERSION_DIGITS && sql.charAt(start + 2) == '!';
    }

    private SqlToken star() {
        if (executable && charAt(start + 1) == '/') {
            executable = false;
            return take(2, SqlToken.EXECUTABLE_END);
        }
        return take(1, SqlToken.OPERATOR);
    }

    /** No parameter follows the colon of a label ({@code a:}), an assignment ({@code @a:=1}) or {@code ::}. */
    private SqlToken colon() {
        char before = charAt(start - 1);
        char after = charAt(start + 1);
        boolean joined = before == ':' || before == '@' || isWordCharacter(before);
        if (!joined && (after == '_' || Character.isLetter(after))) {
            end++;
            skipWordCharacters();
            return SqlToken.NAMED_PLACE;
        }
        return take(after == '=' ? 2 : 1, SqlToken.OPERATOR);
    }

    private SqlToken variable() {
        int name = charAt(start + 1) == '@' ? start + 2 : start + 1;
        end = name;
        while (isWordCharacter(charAt(end)) || charAt(end) == '.') {
            end++;
        }
        return end > name ? SqlToken.VARIABLE : SqlToken.OPERATOR;
    }

    private SqlToken take(int length, SqlToken token) {
        end = start + length;
        return token;
    }

    private void skipWordCharacters() {
        while (isWordCharacter(charAt(end))) {
            end++;
        }
    }

    private char charAt(int index) {
        return index >= 0 && index < sql.length() ? sql.charAt(index) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
