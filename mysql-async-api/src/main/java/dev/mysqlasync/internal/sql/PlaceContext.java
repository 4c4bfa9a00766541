package dev.mysqlasync.internal.sql;

import dev.mysqlasync.internal.sql.LiteralPlace.Kind;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a text token by token and decides for each parameter whether a literal may replace it, and which kind.
 *
 * <p>A server's grammar accepts a parameter in fewer places than a literal. Where it accepts only a literal, that
 * literal is not a value. It is an alias ({@code a ?}), or a part of the string before it ({@code 'a' ?}), or belongs
 * to the word before it ({@code _latin1 ?}, {@code DATE ?}). So a literal is accepted only at the start of an
 * expression: after an operator, or after one of the words that are listed here.
 *
 * <p>Statements without parameter support are different. Their values follow all kinds of words, and most accept only
 * plain strings.
 */
final class PlaceContext {

    /** Words that an expression follows, and that cannot be names. */
    private static final Set<String> BEFORE_VALUES = Set.of("""
        select all distinct distinctrow high_priority straight_join sql_small_result sql_big_result sql_buffer_result sql_no_cache
        sql_calc_found_rows where having on when then else case and or xor not div mod between like regexp rlike in binary interval
        by limit from for leading trailing both using return if elseif while kill
        """.strip().split("\\s+"));

    /** Words that an expression follows, and that can be names. After the end of an expression they are not names. */
    private static final Set<String> BEFORE_VALUES_BEHIND_OTHERS =
            Set.of("escape", "returning", "do", "immediate", "qualify");

    /** Words that a number of rows follows; after a name with that spelling no number can follow. */
    private static final Set<String> BEFORE_COUNTS =
            Set.of("limit", "offset", "examined", "first", "next", "rows", "range");

    /** Words that a plain string follows, in statements that accept parameters elsewhere. */
    private static final Set<String> BEFORE_TEXTS = Set.of("separator", "outfile", "dumpfile");

    private static final Set<String> BEFORE_BY_OF_TEXTS = Set.of("terminated", "enclosed", "escaped", "starting");

    private static final Set<String> OPERATORS =
            Set.of("(", ",", "=", "<", ">", "!", "+", "-", "*", "/", "%", "&", "|", "^", "~", ":=");

    private static final Set<String> ENDS_OF_SORTING = Set.of(
            "limit", "having", "rows", "range", "window", "into", "for", "union", "except", "intersect", "separator");

    /** The first words of statements that accept no parameters. */
    private static final Set<String> WITHOUT_PARAMETERS = Set.of("""
        alter backup binlog change check checksum clone create drop flush grant handler help import install kill load lock optimize
        prepare purge rename repair reset resignal restart revoke rollback savepoint show shutdown signal start stop uninstall unlock
        use xa
        """.strip().split("\\s+"));

    /** The words after SET of statements that accept no parameters. */
    private static final Set<String> SET_WITHOUT_PARAMETERS =
            Set.of("password", "names", "character", "charset", "role", "default", "resource");

    private static final Set<String> PREFIXES_OF_STRINGS = Set.of("n", "x", "b");

    private static final String START = "";
    private static final String OPERAND = "'";

    private final String sql;
    private final SqlScanner scanner;
    private String verb = START;
    private boolean withoutParameters;
    private int statement; // where it begins
    private int depth;
    private int sorting = -1; // the depth of ORDER BY or GROUP BY; negative for none
    private boolean sortKey; // one begins here
    private boolean sortKeyOfSkipping; // the same for servers that skip executable comments
    private String last = START;
    private String lastButOne = START;
    private int lastStart;
    private @Nullable String lastBeforeComment; // the last token for servers that skip the executable comment behind it

    PlaceContext(String sql, SqlScanner scanner) {
        this.sql = sql;
        this.scanner = scanner;
    }

    /** Processes a token that is not a space, comment or parameter. */
    void token(SqlToken token) {
        switch (token) {
            case EXECUTABLE_START -> lastBeforeComment = last;
            case EXECUTABLE_END -> {}
            case WORD -> word(scanner.text().toLowerCase(Locale.ROOT));
            case OPERATOR -> operator(scanner.text());
            default -> follows(OPERAND);
        }
    }

    private void word(String word) {
        if (verb.isEmpty()) {
            verb = word;
            withoutParameters = WITHOUT_PARAMETERS.contains(word);
        } else if (verb.equals("set") && last.equals("set")) {
            withoutParameters = SET_WITHOUT_PARAMETERS.contains(word);
        } else if (word.equals("select") && (verb.equals("create") || verb.equals("alter"))) {
            withoutParameters = false;
        }
        if (word.equals("by") && (last.equals("order") || last.equals("group"))) {
            sorting = depth;
        } else if (ENDS_OF_SORTING.contains(word) && sorting == depth) {
            sorting = -1;
        }
        follows(word);
    }

    private void operator(String operator) {
        switch (operator) {
            case "(" -> depth++;
            case ")" -> {
                depth--;
                sorting = sorting > depth ? -1 : sorting;
            }
            case ";" -> {
                statement = scanner.end();
                verb = START;
                withoutParameters = false;
                depth = 0;
                sorting = -1;
            }
            default -> {}
        }
        follows(operator);
    }

    private void follows(String token) {
        sortKey = beginsSortKey(token, sortKey);
        if (!scanner.isInExecutableComment()) {
            sortKeyOfSkipping = beginsSortKey(token, sortKeyOfSkipping);
        }
        lastButOne = last;
        last = token;
        lastStart = scanner.start();
        if (!scanner.isInExecutableComment()) {
            lastBeforeComment = null;
        }
    }

    /** Whether a sort key begins behind a token: parentheses and signs before a number leave it the position of a column. */
    private boolean beginsSortKey(String token, boolean before) {
        return switch (token) {
            case "by", "," -> sorting == depth;
            case "(", "+", "-" -> before;
            default -> false;
        };
    }

    /** Processes a parameter; the text after it is not considered. */
    LiteralPlace place() {
        Kind kind = kind();
        String refusal = statement > 0 && SessionSwitchText.mayChangeNames(sql.substring(0, statement))
                ? "an earlier statement of the text may change how the server reads what follows; send them one by one"
                : refusal(last, kind);
        if (refusal == null && lastBeforeComment != null) {
            refusal = refusal(lastBeforeComment, kind);
        }
        follows(OPERAND);
        return new LiteralPlace(kind, false, true, refusal);
    }

    private Kind kind() {
        boolean ofText = BEFORE_TEXTS.contains(last) || (last.equals("by") && BEFORE_BY_OF_TEXTS.contains(lastButOne));
        if (ofText || (withoutParameters && !isDefaultExpression())) {
            return Kind.TEXT;
        }
        if (BEFORE_COUNTS.contains(last)) {
            return Kind.COUNT;
        }
        return sortKey || sortKeyOfSkipping ? Kind.SORT_KEY : Kind.EXPRESSION;
    }

    /**
     * MySQL stores such an expression as it prints it, with doubled backslashes. It reads it that way under
     * NO_BACKSLASH_ESCAPES, too.
     */
    private boolean isDefaultExpression() {
        return last.equals("(") && lastButOne.equals("default");
    }

    private @Nullable String refusal(String before, Kind kind) {
        if (before.equals(OPERAND) || before.equals(")")) {
            return "it directly follows another value or a name";
        }
        if (before.isEmpty() || before.equals(";") || OPERATORS.contains(before)) {
            return isPathOperator() ? "-> and ->> take no parameter" : null;
        }
        if (!SqlScanner.isWordCharacter(before.charAt(0))) {
            boolean account = before.equals("@") && kind == Kind.TEXT && lastButOne.equals(OPERAND);
            return account ? null : "it follows " + before + ", which takes no value";
        }
        return isBeforeValue(before, kind)
                ? null
                : "the word before it takes no value, or changes the meaning of a value";
    }

    private boolean isBeforeValue(String word, Kind kind) {
        return switch (kind) {
            case TEXT -> !word.startsWith("_") && !PREFIXES_OF_STRINGS.contains(word);
            case COUNT -> true;
            default ->
                BEFORE_VALUES.contains(word)
                        || (BEFORE_VALUES_BEHIND_OTHERS.contains(word)
                                && !OPERATORS.contains(lastButOne)
                                && !BEFORE_VALUES.contains(lastButOne));
        };
    }

    private boolean isPathOperator() {
        return last.equals(">") && (sql.startsWith("->", lastStart - 1) || sql.startsWith("->>", lastStart - 2));
    }
}
