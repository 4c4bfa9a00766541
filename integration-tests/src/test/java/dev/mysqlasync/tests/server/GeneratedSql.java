package dev.mysqlasync.tests.server;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random statements with parameters, as difficult for a lexer as a generator can make them: strings, names and comments of every kind
 * around the places, anything or nothing between two tokens, and now and then a token too many or too few, so that a place stands where
 * no parameter may. Values and operators are such that only how a text is read decides the result, not the types of parameters. No
 * condition is on a text of a derived table: MySQL 9.7 writes that text into the condition with a backslash before its quotes, also
 * under NO_BACKSLASH_ESCAPES, and cannot read it then.
 */
final class GeneratedSql {

    /**
     * A statement, and one argument for each of its places.
     *
     * @param places where they stand in the text
     * @param parses whether its places take plain strings alone, and servers run it with them
     */
    record Sample(String sql, List<Integer> places, List<@Nullable Object> arguments, boolean parses) {

        /** The text with a literal in each place that cannot be read together with anything around it. */
        String withApart(List<String> literals) {
            StringBuilder text = new StringBuilder(sql);
            for (int place = places.size() - 1; place >= 0; place--) {
                text.replace(places.get(place), places.get(place) + 1, " (" + literals.get(place) + ") ");
            }
            return text.toString();
        }
    }

    /** Token by token; S is a place for a text, N for a number, I for a whole one, L a literal or quoted name of any kind. */
    private static final String[] TEMPLATES = {
        "SELECT S",
        "SELECT N",
        "SELECT S AS a",
        "SELECT S a , N b",
        "SELECT S 'alias'",
        "SELECT N 'alias'",
        "SELECT S \"alias\" , N \"alias\"",
        "SELECT S `alias`",
        "SELECT L AS a , S AS b",
        "SELECT L a , S b , L c , N d",
        "SELECT S AS L , S AS L",
        "SELECT L , S , L",
        "SELECT 1 AS L , S AS q",
        "SELECT 1 AS [a?] , S AS q",
        "SELECT 1 AS [o'clock] , 'why? ' AS q , S AS v",
        "SELECT CONCAT ( L , S , L , S )",
        "SELECT HEX ( S ) , LENGTH ( S )",
        "SELECT 'a' 'b?' , S",
        "SELECT - I , + I , ~ I",
        "SELECT - - I",
        "SELECT 1 - N , 1 - - I , N - N",
        "SELECT I * I + I - I",
        "SELECT I DIV 3 , I MOD 3 , I % 3 , I << 1",
        "SELECT I BETWEEN I AND I",
        "SELECT I AND I OR NOT I XOR I",
        "SELECT ! I , NOT I",
        "SELECT S LIKE S ESCAPE '|'",
        "SELECT S LIKE S",
        "SELECT S IN ( S , S , 'x?' )",
        "SELECT I NOT IN ( I , I )",
        "SELECT S IS NULL , I IS NOT NULL , S <=> S",
        "SELECT CASE I WHEN I THEN S ELSE S END",
        "SELECT CASE WHEN I THEN S END",
        "SELECT IF ( I , S , S )",
        "SELECT CAST ( I AS CHAR ) , CAST ( S AS CHAR )",
        "SELECT DATE'2020-01-31' + INTERVAL I DAY",
        "SELECT SUBSTRING ( S FROM I FOR I )",
        "SELECT TRIM ( LEADING S FROM S )",
        "SELECT GROUP_CONCAT ( S SEPARATOR ', ?' )",
        "SELECT ( I , S ) = ( I , S )",
        "SELECT EXISTS ( SELECT S )",
        "SELECT S AS a UNION ALL SELECT S ORDER BY a",
        "SELECT a FROM ( SELECT S AS a ) d",
        "SELECT a FROM ( SELECT S AS a , I AS b ) d WHERE b <=> I AND S <=> S",
        "WITH c AS ( SELECT I AS a ) SELECT a , S FROM c",
        "SELECT a FROM ( SELECT 1 AS a UNION SELECT 2 UNION SELECT 3 ) d ORDER BY a LIMIT 2 OFFSET I",
        "SELECT a FROM ( SELECT 1 AS a UNION SELECT 2 ) d GROUP BY a HAVING a > I ORDER BY a",
        "SELECT a FROM ( SELECT 2 AS a , 1 AS b UNION SELECT 1 , 2 ) d ORDER BY I , a",
        "SELECT /*+ MAX_EXECUTION_TIME(9999) */ S",
        "SELECT S /*! , I */",
        "SELECT /*!40000 L , */ S",
        "SELECT /*!99999 L , */ S",
        "SELECT /*M!100000 L , */ S",
        "SELECT JSON_EXTRACT ( '{\"a?\":1}' , '$.\"a?\"' ) , S",
        "SELECT @x := L , S",
        "SELECT @`a?` , @'b?' , @\"c?\" , S",
        "SELECT x'3F' , X'3f' , b'1' , 0x3F , 0b1 , N'n?' , n'?' , S",
        "SELECT _utf8mb4 'a?' , _latin1 x'E9' , S",
        "SELECT _latin1 S",
        "SELECT 'a' S",
        "SELECT 1.5e-3 , 1.e2 , .5 , 1e5 , 1. , I",
        "SELECT d.a , d . a , d.`a` , `d`.a , S FROM ( SELECT 1 AS a ) d",
        "SELECT 5e , I FROM ( SELECT 1 AS 5e ) d",
        "SELECT 1 AS a$b , 2 AS $c , S",
        "SELECT 1 AS é , S",
        "SELECT I = I , I <> I , I != I , I >= I , I < I",
        "SELECT S || S , S && I",
        "SELECT BINARY S",
        "DO I , S",
        "SELECT S ;",
        "( SELECT S )",
    };

    /** Their places take plain strings, and no parameters. */
    private static final String[] PLAIN_TEMPLATES = {
        "SHOW COLLATION LIKE S", "SHOW CHARACTER SET LIKE S",
    };

    /** Each holds what ends it in some other mode, or a question mark. */
    private static final String[] LITERALS = {
        "'why?'",
        "'it''s ?'",
        "'C:\\'",
        "'a\\'?'",
        "'\\\\'",
        "'\\\\?'",
        "''",
        "''''",
        "'\"'",
        "'`?'",
        "'-- ?'",
        "'/*?'",
        "'*/'",
        "'#'",
        "\"why?\"",
        "\"it's ?\"",
        "\"C:\\\"",
        "\"a\\\"?\"",
        "\"\"\"?\"",
        "\"'\"",
        "`a?`",
        "`a'?`",
        "`a``?`",
        "`\"`",
        "`\\`",
        "[o'clock]",
        "[a?]",
        "[\"]",
        "[b]]?']",
        "N'x?'",
        "x'41'",
        "_utf8mb4'y?'",
        "_latin1'z?'",
        "_binary'\\?'",
        "@'u?'",
        "@`u'?`",
        "@\"u?\"",
        "@u",
        "@@version",
        "5",
        ".5",
        "5.",
        "1e3",
        "0x3F",
        "NULL",
        "TRUE",
        "$$",
        "$a$ ? $a$",
        "a",
        "'a' 'b?'",
        "DATE'2020-01-01'",
        ":=",
        "?",
        "/*!50000 'c?' */",
        "/*!99999 'd' , */ 1",
    };

    private static final String[] GAPS = {
        " ",
        " ",
        " ",
        "\n",
        "\t",
        "  ",
        "/**/",
        "/* c */",
        "/* ? */",
        "/* ' */",
        "/* \" ` [ */",
        "-- c\n",
        "-- ' ?\n",
        "--\n",
        "--\t'\n",
        "# c\n",
        "#'?\n",
        "/*+ ? */",
        "/* -- */",
        "/*/ ? */",
        "/*! */",
        "/*!40000 */",
        "/*M! */",
        "/*M!100000 */",
        "\u000B",
        "--\u0001?\n",
        "--\u007F'\n",
    };

    /** What servers read differently, or have skipped: places behind it are refused. */
    private static final String[] DOUBTFUL_GAPS = {
        "/*!99999 ? */",
        "/*!99999 ' */",
        "/*!50000/* c */*/",
        "/*!400001 */",
        "/*!1 */",
        "/*!99999 /*!40000 */ */",
        "\u00A0",
    };

    private static final String[] EXTRAS = {
        "'a'",
        "\"a\"",
        "`a`",
        "[a]",
        "a",
        "5",
        "-",
        "--",
        "+",
        "(",
        ")",
        ",",
        "AS",
        "IS",
        "NOT",
        "_latin1",
        "_utf8mb4",
        "_binary",
        "N",
        "x",
        "b",
        "DATE",
        "TIME",
        "TIMESTAMP",
        "INTERVAL",
        "COLLATE",
        "@",
        "@@",
        ":",
        ":=",
        ".",
        "S",
        "I",
        "ESCAPE",
        "SEPARATOR",
        "DISTINCT",
        "ALL",
        "ROW",
        "INTO",
        "FROM",
        "BY",
        "USING",
        "LIMIT",
        "OFFSET",
        "SELECT",
        "UNION",
        "e1",
        "E",
        "!",
        "$",
        "||",
        "->",
        "\\",
        "{",
        "}",
        "{d",
        ";",
        "*",
        "/",
        "/*",
        "*/",
        "/*!",
        "#",
        "'",
        "DIV",
        "LIKE",
        "RETURNING",
        "DO",
        "IF",
        "CASE",
        "THEN",
        "ORDER BY",
        "GROUP BY",
        ":1",
        ":a",
    };

    private static final Object[] TEXTS = {
        "",
        "x",
        "it's",
        "a\\b",
        "\\",
        "\\'",
        "'",
        "\"",
        "`",
        "]",
        "5",
        "-1",
        "2024-01-01",
        ") -- ",
        ", (SELECT CURRENT_USER()) -- ",
        "é",
        "/*",
        "*/",
        "\n",
        "?",
        "a'?\\\"",
        "\\\\",
        "#",
        "e1",
        "0x41",
    };

    private static final Object[] WHOLE_NUMBERS = {0, 1, 2, 3, -1, -7, 5L};

    private static final Object[] NUMBERS = {0, 1, -7, 5L, new BigDecimal("1.50"), new BigDecimal("-2.5")};

    private final SplittableRandom random;

    GeneratedSql(SplittableRandom random) {
        this.random = random;
    }

    /** A statement with at least one place. */
    Sample next() {
        Sample sample = any();
        while (sample.arguments().isEmpty()) {
            sample = any();
        }
        return sample;
    }

    private Sample any() {
        boolean parses = random.nextInt(20) == 0;
        List<String> tokens = new ArrayList<>(
                List.of(pick(parses ? PLAIN_TEMPLATES : TEMPLATES).split(" ")));
        if (!parses && random.nextInt(5) == 0) {
            tokens.add(1 + random.nextInt(tokens.size()), pick(EXTRAS));
        }
        if (!parses && random.nextInt(20) == 0) {
            tokens.remove(1 + random.nextInt(tokens.size() - 1));
        }
        boolean plain = parses || random.nextInt(3) == 0;
        StringBuilder sql = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        List<@Nullable Object> arguments = new ArrayList<>();
        for (String token : tokens) {
            int before = arguments.size();
            append(sql, text(token, arguments), plain);
            if (arguments.size() > before) {
                places.add(sql.length() - 1);
            }
        }
        return new Sample(sql.toString(), places, arguments, parses);
    }

    private String text(String token, List<@Nullable Object> arguments) {
        return switch (token) {
            case "S" -> place(arguments, TEXTS);
            case "N" -> place(arguments, NUMBERS);
            case "I" -> place(arguments, WHOLE_NUMBERS);
            case "L" -> pick(LITERALS);
            default -> token;
        };
    }

    private String place(List<@Nullable Object> arguments, Object[] values) {
        arguments.add(values[random.nextInt(values.length)]);
        return "?";
    }

    /** Between two words there has to be something; between others there often is nothing. */
    private void append(StringBuilder sql, String token, boolean plain) {
        if (sql.length() > 0) {
            char last = sql.charAt(sql.length() - 1);
            boolean joins = isWord(token.charAt(0)) && (isWord(last) || (last == '?' && random.nextInt(20) > 0));
            if (joins || random.nextInt(3) > 0) {
                sql.append(plain ? " " : pick(random.nextInt(40) == 0 ? DOUBTFUL_GAPS : GAPS));
            }
        }
        sql.append(token);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.' || c == '@';
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
