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

    /** {@code null} for everything that is not known to be the same with many rows. */
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

    /** Skips a list of names in parentheses, and keeps the names; false if it is not such a list. */
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

    /** What a value of the row is for. */
    private InsertText.Target column(int element) {
        return new InsertText.Target(element, element < columns.size() ? columns.get(element) : null);
    }

    /**
     * Skips the row, in which a place must be all there is of its column's value, but for parentheses; false if it cannot be
     * repeated.
     *
     * <p>Within an expression one row is not like the next: MariaDB keeps what it made of the expression for the first row of a
     * bulk command, and on MySQL a literal can be of another type or precision than the parameter.
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

    /** Skips the value of one column, to the comma or parenthesis behind it; false if it cannot be repeated. */
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
