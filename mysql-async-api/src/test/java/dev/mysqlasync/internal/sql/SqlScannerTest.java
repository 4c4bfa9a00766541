package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScannerTest {

    private static final SqlModes NO_BACKSLASH_ESCAPES = new SqlModes(true, false);
    private static final SqlModes ANSI_QUOTES = new SqlModes(false, true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT a1 FROM größe$_      | WORD:SELECT WORD:a1 WORD:FROM WORD:größe$_",
                "'it''s' 'x'                 | STRING:'it''s' STRING:'x'",
                "'a\\'b' 'c\\\\' d           | STRING:'a\\'b' STRING:'c\\\\' WORD:d",
                "\"a'\\\"b\"\"\" c           | STRING:\"a'\\\"b\"\"\" WORD:c",
                "`a'``\\` b                  | IDENTIFIER:`a'``\\` WORD:b",
                "'unfinished                 | STRING:'unfinished",
                "'ends in \\                 | STRING:'ends in \\",
                "x'41' n'a' _utf8mb4'b'      | WORD:x STRING:'41' WORD:n STRING:'a' WORD:_utf8mb4 STRING:'b'",
                "1 1.5e-3 .5 0x41 1e+3 7a    | NUMBER:1 NUMBER:1.5e-3 NUMBER:.5 NUMBER:0x41 NUMBER:1e+3 NUMBER:7a",
                "1+2-3                       | NUMBER:1 OPERATOR:+ NUMBER:2 OPERATOR:- NUMBER:3",
                "t.a `t`.5                   | WORD:t OPERATOR:. WORD:a IDENTIFIER:`t` OPERATOR:. NUMBER:5",
                "@a @@global.x @b.c          | VARIABLE:@a VARIABLE:@@global.x VARIABLE:@b.c",
                "@'a' @`b`                   | OPERATOR:@ STRING:'a' OPERATOR:@ IDENTIFIER:`b`",
                "a=?,b                       | WORD:a OPERATOR:= PLACE:? OPERATOR:, WORD:b",
                "a-- x                       | WORD:a",
                "a--                         | WORD:a",
                "a--\u007Fx                  | WORD:a",
                "a--b                        | WORD:a OPERATOR:- OPERATOR:- WORD:b",
                "a # ?                       | WORD:a",
                "a /* ' ? */ b               | WORD:a WORD:b",
                "a /*/ ? */ b                | WORD:a WORD:b",
                "a /*+ MAX(?) */ b           | WORD:a WORD:b",
                "/*!50700 a*/ b              | EXECUTABLE_START:/*!50700 WORD:a EXECUTABLE_END:*/ WORD:b",
                "/*M!100100 '*/'*/           | EXECUTABLE_START:/*M!100100 STRING:'*/' EXECUTABLE_END:*/",
                "a */ b                      | WORD:a OPERATOR:* OPERATOR:/ WORD:b",
                "/* no end ?                 | ~~",
            })
    void next_givesTheTokens(String sql, String tokens) {
        assertThat(tokens(sql, SqlModes.DEFAULT)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a=:b          | WORD:a OPERATOR:= NAMED_PLACE::b",
                "(:a,:_b1)     | OPERATOR:( NAMED_PLACE::a OPERATOR:, NAMED_PLACE::_b1 OPERATOR:)",
                "@a:=b         | VARIABLE:@a OPERATOR::= WORD:b",
                "@a :=b        | VARIABLE:@a OPERATOR::= WORD:b",
                "a:b           | WORD:a OPERATOR:: WORD:b",
                "a: LOOP       | WORD:a OPERATOR:: WORD:LOOP",
                "::a           | OPERATOR:: OPERATOR:: WORD:a",
                "@:a           | OPERATOR:@ OPERATOR:: WORD:a",
                "':a' :1       | STRING:':a' OPERATOR:: NUMBER:1",
            })
    void next_colon_isAPlaceOnlyBeforeANameOfItsOwn(String sql, String tokens) {
        assertThat(tokens(sql, SqlModes.DEFAULT)).isEqualTo(tokens);
    }

    @Test
    void next_noBackslashEscapes_stringEndsBehindABackslash() {
        assertThat(tokens("'a\\' ? \"b\\\" ?", NO_BACKSLASH_ESCAPES))
                .isEqualTo("STRING:'a\\' PLACE:? STRING:\"b\\\" PLACE:?");
    }

    @Test
    void next_ansiQuotes_doubleQuotesAreANameWithoutEscapes() {
        assertThat(tokens("\"a\\\" ? 'b\\' ?'", ANSI_QUOTES)).isEqualTo("IDENTIFIER:\"a\\\" PLACE:? STRING:'b\\' ?'");
    }

    @Test
    void next_lineComment_endsWithItsLine() {
        assertThat(tokens("a -- ' ?\nb # \"\nc", SqlModes.DEFAULT)).isEqualTo("WORD:a WORD:b WORD:c");
    }

    @Test
    void isInExecutableComment_codeInIt_isTrue() {
        SqlScanner scanner = new SqlScanner("?/*!50700 ?*/?", SqlModes.DEFAULT);
        List<Boolean> inside = new ArrayList<>();
        for (SqlToken token = scanner.next(); token != SqlToken.END; token = scanner.next()) {
            if (token == SqlToken.PLACE) {
                inside.add(scanner.isInExecutableComment());
            }
        }
        assertThat(inside).containsExactly(false, true, false);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void next_randomText_coversItWithoutGapsToItsEnd(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "'\"`\\/*!M-#\n\0 .0e+x1a?:@_é\uD83D\uDE00";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int j = random.nextInt(30); j > 0; j--) {
                sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertCovered(sql.toString(), new SqlModes(random.nextBoolean(), random.nextBoolean()));
        }
    }

    private static void assertCovered(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        int at = 0;
        while (scanner.next() != SqlToken.END) {
            assertThat(scanner.start()).as(sql).isEqualTo(at);
            assertThat(scanner.end()).as(sql).isGreaterThan(at).isLessThanOrEqualTo(sql.length());
            at = scanner.end();
        }
        assertThat(at).as(sql).isEqualTo(sql.length());
    }

    private static String tokens(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        List<String> tokens = new ArrayList<>();
        for (SqlToken token = scanner.nextCode(); token != SqlToken.END; token = scanner.nextCode()) {
            tokens.add(token + ":" + scanner.text());
        }
        return String.join(" ", tokens);
    }
}
