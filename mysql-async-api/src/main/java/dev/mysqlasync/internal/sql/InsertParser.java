package dev.mysqlasync.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an INSERT or REPLACE of one row, from left to right; one token is always read ahead. For one use. */
final class InsertParser {

    private static final Set<String> MODIFIERS = Set.of("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE");
    private static final Set<String> TAILS = Set.of("AS", "ON", "RETURNING");

    /**
     * What reads tables, or tells of the statement before, which is another row's when each is sent alone. RAND(1) begins anew
     * with each statement.
     */
    private static final Set<String> UNREPEATABLE =
            Set.of("SELECT", "TABLE", "LAST_INSERT_ID", "ROW_COUNT", "FOUND_ROWS", "RAND");

    private final String sql;
    private final SqlScanner scanner;
    private SqlToken token;
    private int behindLast;

    InsertParser(String sql, SqlModes modes) {
        this.sql = sql;
        this.scanner = new SqlScanner(sql, modes);
        this.token = scanner.nextCode();
    }

    /** {@code null} for everything that is not known to be the same with many rows. */
    @Nullable
    InsertText parse() {
        List<String> table = target();
        if (table == null || !skipAnyWord("VALUES", "VALUE")) {
            return null;
        }
        int from = scanner.start();
        int places = row();
        int to = behindLast;
        if (places < 0 || !skipTail()) {
            return null;
        }
        int end = behindLast;
        return isOnly()
                ? new InsertText(sql.substring(0, from), sql.substring(from, to), places, sql.substring(to, end), table)
                : null;
    }

    /** From INSERT to the list of columns. */
    private @Nullable List<String> target() {
        if (!skipAnyWord("INSERT", "REPLACE")) {
            return null;
        }
        while (token == SqlToken.WORD && MODIFIERS.contains(word())) {
            advance();
        }
        skipAnyWord("INTO");
        List<String> table = path();
        if (skipAnyWord("PARTITION") && list() != 0) {
            return null;
        }
        return table.isEmpty() || (isSign('(') && list() != 0) ? null : table;
    }

    private List<String> path() {
        List<String> parts = new ArrayList<>();
        do {
            if (token != SqlToken.WORD && !(token == SqlToken.IDENTIFIER && scanner.end() - scanner.start() > 2)) {
                return List.of();
            }
            parts.add(name());
            advance();
        } while (skipSign('.'));
        return parts;
    }

    private String name() {
        if (token == SqlToken.WORD) {
            return scanner.text();
        }
        String quoted = scanner.text();
        String quote = quoted.substring(0, 1);
        return quoted.substring(1, quoted.length() - 1).replace(quote + quote, quote);
    }

    /** Skips a list of names in parentheses. Gives the number of places in it, -1 if it is not such a list. */
    private int list() {
        if (!isSign('(')) {
            return -1;
        }
        int places = 0;
        int depth = 0;
        do {
            if (isEndOfStatement() || isUnrepeatable()) {
                return -1;
            }
            places += token == SqlToken.PLACE ? 1 : 0;
            depth += isSign('(') ? 1 : isSign(')') ? -1 : 0;
            advance();
        } while (depth > 0);
        return places;
    }

    /**
     * Skips the row, in which a place must be all there is of its column's value, but for parentheses. Gives the number of its
     * places, -1 if it cannot be repeated.
     *
     * <p>Within an expression one row is not like the next: MariaDB keeps what it made of the expression for the first row of a
     * bulk command, and on MySQL a literal can be of another type or precision than the parameter.
     */
    private int row() {
        if (!isSign('(')) {
            return -1;
        }
        int places = 0;
        advance();
        while (token != SqlToken.END) {
            int inElement = element();
            if (inElement < 0) {
                return -1;
            }
            places += inElement;
            if (skipSign(')')) {
                return places;
            }
            skipSign(',');
        }
        return -1;
    }

    /** Skips the value of one column, to the comma or parenthesis behind it: 1 for a place, 0 without any, -1 for all else. */
    private int element() {
        int places = 0;
        int others = 0;
        int depth = 0;
        while (depth > 0 || !(isSign(',') || isSign(')'))) {
            if (isEndOfStatement() || isUnrepeatable()) {
                return -1;
            }
            boolean opens = isSign('(');
            boolean closes = isSign(')');
            depth += opens ? 1 : closes ? -1 : 0;
            places += token == SqlToken.PLACE ? 1 : 0;
            others += token == SqlToken.PLACE || opens || closes ? 0 : 1;
            advance();
        }
        return places > 0 && places + others > 1 ? -1 : places;
    }

    private boolean isEndOfStatement() {
        return token == SqlToken.END || isSign(';');
    }

    /** System variables have synonyms of LAST_INSERT_ID among them. */
    private boolean isUnrepeatable() {
        return switch (token) {
            case NAMED_PLACE, EXECUTABLE_START -> true;
            case STRING -> sql.charAt(scanner.start()) == '"' && scanner.hasEscapedQuote();
            case WORD -> UNREPEATABLE.contains(word());
            default -> sql.startsWith("@@", scanner.start());
        };
    }

    private boolean skipTail() {
        if (!isEndOfStatement() && !(token == SqlToken.WORD && TAILS.contains(word()))) {
            return false;
        }
        while (!isEndOfStatement()) {
            if (token == SqlToken.PLACE || isUnrepeatable()) {
                return false;
            }
            advance();
        }
        return true;
    }

    /** Whether nothing comes behind the statement, other than its semicolon. */
    private boolean isOnly() {
        skipSign(';');
        return token == SqlToken.END;
    }

    private boolean skipAnyWord(String... words) {
        for (String word : words) {
            if (token == SqlToken.WORD && scanner.is(word)) {
                advance();
                return true;
            }
        }
        return false;
    }

    private boolean skipSign(char sign) {
        boolean found = isSign(sign);
        if (found) {
            advance();
        }
        return found;
    }

    private boolean isSign(char sign) {
        return token == SqlToken.OPERATOR && sql.charAt(scanner.start()) == sign;
    }

    private String word() {
        return scanner.text().toUpperCase(Locale.ROOT);
    }

    private void advance() {
        behindLast = scanner.end();
        token = scanner.nextCode();
    }
}
