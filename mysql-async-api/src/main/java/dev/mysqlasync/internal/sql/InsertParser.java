package dev.mysqlasync.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses an INSERT or REPLACE of one row from left to right, with one token of lookahead. An instance is used once. */
final class InsertParser {

    private static final Set<String> MODIFIERS = Set.of("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE");
    private static final Set<String> TAILS = Set.of("AS", "ON", "RETURNING");

    /**
     * Words that read tables or depend on the previous statement. That statement is another row if each row is sent by
     * itself. RAND(1) starts anew with each statement.
     */
    private static final Set<String> UNREPEATABLE =
            Set.of("SELECT", "TABLE", "LAST_INSERT_ID", "ROW_COUNT", "FOUND_ROWS", "RAND");

    private final String sql;
    private final SqlModes modes;
    private final SqlScanner scanner;
    private final List<String> columns = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private SqlToken token;
    private int behindLast;

    InsertParser(String sql, SqlModes modes) {
        this.sql = sql;
        this.modes = modes;
        this.scanner = new SqlScanner(sql, modes);
        this.token = scanner.nextCode();
    }

    /** The parsed statement; {@code null} unless it is known to have the same effect with many rows. */
    @Nullable
    InsertText parse() {
        List<String> table = target();
        if (table == null || !skipAnyWord("VALUES", "VALUE")) {
            return null;
        }
        int from = scanner.start();
        boolean repeatable = skipRow();
        int to = behindLast;
        if (!repeatable || !skipTail()) {
            return null;
        }
        int end = behindLast;
        return isOnly()
                ? new InsertText(
                        sql.substring(0, from),
                        sql.substring(from, to),
                        sql.substring(to, end),
                        table,
                        places.stream().map(this::column).toList(),
                        modes)
                : null;
    }

    /** From INSERT to the column list. */
    private @Nullable List<String> target() {
        if (!skipAnyWord("INSERT", "REPLACE")) {
            return null;
        }
        while (token == SqlToken.WORD && MODIFIERS.contains(word())) {
            advance();
        }
        skipAnyWord("INTO");
        List<String> table = path();
        if (skipAnyWord("PARTITION") && !skipNames()) {
            return null;
        }
        columns.clear();
        return table.isEmpty() || (isSign('(') && !skipNames()) ? null : table;
    }

    private List<String> path() {
        List<String> parts = new ArrayList<>();
        do {
            if (token != SqlToken.WORD && !(token == SqlToken.IDENTIFIER && scanner.end() - scanner.start() > 2)) {
                return List.of();
            }
            parts.add(scanner.name());
            advance();
        } while (skipSign('.'));
        return parts;
    }

    /** Reads a list of names in parentheses and keeps the names. Returns false if it is not such a list. */
    private boolean skipNames() {
        if (!skipSign('(')) {
            return false;
        }
        while (!isSign(')')) {
            List<String> path = path();
            if (path.isEmpty()) {
                return false;
            }
            columns.add(path.get(path.size() - 1));
            if (!isSign(')') && !skipSign(',')) {
                return false;
            }
        }
        advance();
        return true;
    }

    /** The column that an element of the row is for. */
    private InsertText.Target column(int element) {
        return new InsertText.Target(element, element < columns.size() ? columns.get(element) : null);
    }

    /**
     * Reads the row. A parameter in it must be the whole value of its column, except for parentheses. Returns false if
     * the row cannot be repeated.
     *
     * <p>An expression can give another value with many rows. MariaDB keeps its interpretation of the expression from
     * the first row of a bulk command. On MySQL, a literal can have another type or precision than the parameter.
     */
    private boolean skipRow() {
        if (!skipSign('(')) {
            return false;
        }
        for (int element = 0; skipElement(element); element++) {
            if (skipSign(')')) {
                return true;
            }
            skipSign(',');
        }
        return false;
    }

    /** Reads the value of one column up to the next comma or parenthesis. Returns false if it cannot be repeated. */
    private boolean skipElement(int element) {
        int tokens = 0;
        int before = places.size();
        int depth = 0;
        while (depth > 0 || !(isSign(',') || isSign(')'))) {
            if (isEndOfStatement() || isUnrepeatable()) {
                return false;
            }
            boolean opens = isSign('(');
            boolean closes = isSign(')');
            depth += opens ? 1 : closes ? -1 : 0;
            tokens += opens || closes ? 0 : 1;
            if (token == SqlToken.PLACE) {
                places.add(element);
            }
            advance();
        }
        return places.size() == before || tokens == 1;
    }

    private boolean isEndOfStatement() {
        return token == SqlToken.END || isSign(';');
    }

    /** System variables include synonyms of LAST_INSERT_ID. */
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

    /** Whether only a semicolon may follow the statement. */
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
