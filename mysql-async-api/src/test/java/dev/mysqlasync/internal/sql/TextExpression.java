package dev.mysqlasync.internal.sql;

/** Evaluates what {@link StringLiteral} writes, as a server under given modes would. */
final class TextExpression {

    private final SqlScanner scanner;
    private final SqlModes modes;

    private TextExpression(String sql, SqlModes modes) {
        this.scanner = new SqlScanner(sql, modes);
        this.modes = modes;
    }

    static String value(String sql, SqlModes modes) {
        TextExpression expression = new TextExpression(sql, modes);
        String value = expression.term(expression.scanner.nextCode());
        if (expression.scanner.nextCode() != SqlToken.END) {
            throw new AssertionError("more than one expression: " + sql);
        }
        return value;
    }

    private String term(SqlToken token) {
        if (token == SqlToken.STRING) {
            return string(scanner.text());
        }
        String function = scanner.text();
        expect("(");
        String first = term(scanner.nextCode());
        expect(",");
        return switch (function) {
            case "LEFT" -> {
                expect("1");
                expect(")");
                yield first.substring(0, 1);
            }
            case "CONCAT" -> {
                String second = term(scanner.nextCode());
                expect(")");
                yield first + second;
            }
            case "REPLACE" -> {
                String what = term(scanner.nextCode());
                expect(",");
                String with = term(scanner.nextCode());
                expect(")");
                yield first.replace(what, with);
            }
            default -> throw new AssertionError(function);
        };
    }

    private String string(String quoted) {
        String text = quoted.substring(1, quoted.length() - 1).replace("''", "'");
        return modes.noBackslashEscapes() ? text : text.replace("\\\\", "\\");
    }

    private void expect(String text) {
        scanner.nextCode();
        if (!scanner.is(text)) {
            throw new AssertionError(scanner.text() + " instead of " + text);
        }
    }
}
