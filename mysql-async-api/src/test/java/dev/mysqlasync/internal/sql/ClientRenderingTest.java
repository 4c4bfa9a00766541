package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRenderingTest {

    private static final List<SqlModes> EVERY_MODE =
            List.of(SqlModes.DEFAULT, new SqlModes(true, false), new SqlModes(false, true), new SqlModes(true, true));

    @Test
    void render_values_standInTheirPlaces() {
        assertThat(render("INSERT INTO t VALUES (?, ?, ?)", 1, "it's", null))
                .isEqualTo("INSERT INTO t VALUES (1, 'it''s', NULL)");
    }

    @Test
    void render_stringsCommentsAndNames_areNotTouched() {
        String sql = "SELECT '?', \"?\", `?` /* ? */, ? -- ?\n # ?";
        assertThat(render(sql, "?")).isEqualTo("SELECT '?', \"?\", `?` /* ? */, '?' -- ?\n # ?");
    }

    @Test
    void render_lists_areCommaLists() {
        assertThat(render("a IN (?)", List.of(1, "x"))).isEqualTo("a IN (1, 'x')");
        assertThat(render("(a, b) IN (?)", List.of(List.of(1, -2), List.of(3, 4))))
                .isEqualTo("(a, b) IN ((1, -2), (3, 4))");
    }

    @Test
    void render_namedPlaces_takeTheMap() {
        assertThat(render("a = :a OR b = :a", Map.of("a", 1))).isEqualTo("a = 1 OR b = 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1-?       | -1 | SELECT 1-(-1)",
                "SELECT 5--?      | -1 | SELECT 5--(-1)",
                "SELECT 5 - ?     | -1 | SELECT 5 - -1",
                "SELECT 5--?      | 1  | SELECT 5--1",
                "WHERE a AND?     | 1  | WHERE a AND 1",
                "SELECT ? AND 1   | 1  | SELECT 1 AND 1",
                "SELECT ?.5       | 1  | SELECT 1 .5",
                "SELECT ? ^ 2     | -1 | SELECT (-1) ^ 2",
                "SELECT ?, 2      | -1 | SELECT -1, 2",
                "SELECT ? 'alias' | 1  | SELECT (1) 'alias'",
                "SELECT ?\"alias\"| 1  | SELECT (1) \"alias\"",
                "SELECT ?`b`      | 1  | SELECT 1 `b`",
            })
    void render_neighbours_areNotReadTogetherWithTheLiteral(String sql, int value, String rendered) {
        assertThat(render(sql, value)).isEqualTo(rendered);
    }

    @Test
    void render_stringBehindAString_isNotMergedWithIt() {
        assertThat(render("SELECT ?'alias'", "x")).isEqualTo("SELECT ('x') 'alias'");
        assertThat(render("SELECT ? /* c */-- c\n# c\n'alias'", "x"))
                .isEqualTo("SELECT ('x') /* c */-- c\n# c\n'alias'");
        assertThat(render("SELECT ? /*! 'alias' */", "x")).isEqualTo("SELECT ('x') /*! 'alias' */");
        assertThat(render("SELECT ? /*!99999 , 1 */ 'alias'", "x")).isEqualTo("SELECT ('x') /*!99999 , 1 */ 'alias'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a' ?",
                "SELECT 'a'/* c */?",
                "SELECT 'a' /*!99999 , */ ?",
                "SELECT 1 ?",
                "SELECT (1) ?",
                "SELECT `a`?",
                "SELECT a ?",
                "SELECT a AS ?",
                "SELECT @a ?",
                "SELECT @ ?",
                "SELECT ? ?",
                "SELECT _latin1 ?",
                "SELECT N ?",
                "SELECT DATE ?",
                "SELECT {d ?}",
                "SELECT a IS ?",
                "SELECT t.?",
                "SELECT a->?",
                "SELECT a->>?",
                "SELECT escape ?",
                "SELECT ?AND 1",
                "SELECT ?é",
                "CREATE TABLE t AS SELECT a ?",
            })
    void render_placeWhereALiteralIsNoValue_isRefused(String sql) {
        Object[] values = sql.chars().filter(c -> c == '?').mapToObj(i -> "x").toArray();
        assertThatIllegalArgumentException().isThrownBy(() -> render(sql, values));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM t ORDER BY ?",
                "SELECT a FROM t GROUP BY a, ? LIMIT 1",
                "SELECT a FROM t ORDER BY (?)",
                "SELECT a FROM t ORDER BY f(a), ((?)) DESC",
                "SELECT a FROM t ORDER BY -?",
                "SELECT a FROM t GROUP BY a, + -?",
                "SELECT GROUP_CONCAT(a ORDER BY +?) FROM t",
                "SELECT a FROM t ORDER BY /*!99999 a + */ ?",
                "SELECT a FROM t ORDER BY /*!99999 a + */ (?)",
            })
    void render_numberThatWouldBeThePositionOfAColumn_isRefused(String sql) {
        assertThatIllegalArgumentException().isThrownBy(() -> render(sql, 1)).withMessageContaining("position");
        assertThat(render(sql, "x")).contains("'x'");
    }

    @Test
    void render_numberWithinASortKey_isAValue() {
        assertThat(render("SELECT a FROM t ORDER BY a + ?, f(?), (a - ?), ! ?, (SELECT ?)", 1, 2, 3, 4, 5))
                .isEqualTo("SELECT a FROM t ORDER BY a + 1, f(2), (a - 3), ! 4, (SELECT 5)");
    }

    @Test
    void render_numberOfRows_isAWholeNumber() {
        assertThat(render("SELECT a FROM t LIMIT ?", 5L)).isEqualTo("SELECT a FROM t LIMIT 5");
        assertThatIllegalArgumentException().isThrownBy(() -> render("SELECT a FROM t LIMIT ?", "5"));
        assertThatIllegalArgumentException().isThrownBy(() -> render("SELECT a FROM t LIMIT ?", -5));
    }

    /** What takes a plain string alone takes no expression for a backslash. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE USER ?@? IDENTIFIED BY ?                | CREATE USER 'a''\\\\b'@'a''\\\\b' IDENTIFIED BY"
                        + " 'a''\\\\b'",
                "ALTER TABLE t COMMENT ?                        | ALTER TABLE t COMMENT 'a''\\\\b'",
                "CREATE TABLE t (a ENUM(?, ?))                  | CREATE TABLE t (a ENUM('a''\\\\b', 'a''\\\\b'))",
                "SHOW TABLES LIKE ?                             | SHOW TABLES LIKE 'a''\\\\b'",
                "SELECT 1 INTO OUTFILE ?                        | SELECT 1 INTO OUTFILE 'a''\\\\b'",
                "SELECT a INTO OUTFILE 'f' LINES STARTING BY ?  | SELECT a INTO OUTFILE 'f' LINES STARTING BY"
                        + " 'a''\\\\b'",
                "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = ?   | SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT ="
                        + " 'a''\\\\b'",
                "SELECT GROUP_CONCAT(a SEPARATOR ?)             | SELECT GROUP_CONCAT(a SEPARATOR 'a''\\\\b')",
                "HELP ?                                         | HELP 'a''\\\\b'",
                "SET PASSWORD FOR a = ?                         | SET PASSWORD FOR a = 'a''\\\\b'",
                "CREATE SERVER s OPTIONS (USER ?)               | CREATE SERVER s OPTIONS (USER 'a''\\\\b')",
                "SET a = ?           | SET a = REPLACE('a''!b','!',LEFT('\\\\',1))",
                "CREATE TABLE t AS SELECT ?  | CREATE TABLE t AS SELECT REPLACE('a''!b','!',LEFT('\\\\',1))",
            })
    void render_textWithABackslash_isPlainWhereThePlaceTakesNoExpression(String sql, String rendered) {
        Object[] values =
                sql.chars().filter(c -> c == '?').mapToObj(i -> "a'\\b").toArray();
        assertThat(render(sql, values)).isEqualTo(rendered);
    }

    @Test
    void render_plainStrings_endInTheSamePlaceInEveryMode() {
        SqlModes noBackslashEscapes = new SqlModes(true, false);
        String sql = "HELP ?";
        assertThat(ClientRendering.render(sql, noBackslashEscapes, "a\\b")).isEqualTo("HELP 'a\\b'");
        for (String harmful : List.of("\\", "\\'", "a\\\\\\'b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientRendering.render(sql, noBackslashEscapes, harmful))
                    .withMessageContaining("NO_BACKSLASH_ESCAPES");
        }
        assertThat(ClientRendering.render(sql, noBackslashEscapes, "\\\\")).isEqualTo("HELP '\\\\'");
    }

    @Test
    void render_brackets_areNamesUnderMssql() {
        SqlModes mssql = new SqlModes(false, true, true, false);
        String sql = "SELECT 1 AS [o'clock], 'why? ' AS q, 2 AS [a]]?], ? AS v";
        assertThat(ClientRendering.render(sql, mssql, "x")).isEqualTo(sql.replace(", ? AS", ", 'x' AS"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT $$ ?",
                "SELECT $a$ ' $a$, ?",
                "SELECT /*! /* c */ */ ?",
                "SELECT /*! /*! 1 */ */ ?",
                "SELECT /*!400001 */ ?",
                "SELECT ? /*! /* c */ */ 'alias'",
                "SELECT /*!123 */ ?",
                "SELECT ?, /*!99999 ' */?",
                "SELECT ?, /*!99999 ` */?",
                "SELECT ?, /*!99999 # */?",
                "SELECT ?, /*!99999 -- */?\n",
                "SELECT ?, $$ ' $$, ?",
                "SELECT ?, \"\\\" ?\"",
                "SELECT ? /*!99999 ` */ 'alias'",
                "SELECT ? /*!99999 # */ 'alias'",
            })
    void render_textThatServersReadDifferently_isRefused(String sql) {
        assertThatIllegalArgumentException().isThrownBy(() -> render(sql, 1));
    }

    @Test
    void render_colonsUnderOracle_areRefused() {
        SqlModes oracle = new SqlModes(false, true, false, true);
        assertThatIllegalArgumentException().isThrownBy(() -> ClientRendering.render("SELECT :1, ?", oracle, 1));
        assertThat(StatementTraits.of("SELECT :1, ?", oracle).certainPlaces()).isEqualTo(-1);
        assertThat(StatementTraits.of("SELECT ?, ?", oracle).certainPlaces()).isEqualTo(2);
    }

    @Test
    void render_placeBehindAStatementThatMayChangeTheMode_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> render("SET sql_mode = ''; SELECT ?", 1))
                .withMessageContaining("one by one");
        assertThat(render("SET @a = 1; SELECT ?", 1)).isEqualTo("SET @a = 1; SELECT 1");
    }

    @Test
    void render_noArguments_isTheVeryText() {
        String sql = "SELECT '?' ? :a";
        assertThat(render(sql)).isSameAs(sql);
    }

    @Test
    void render_wrongNumberOfArguments_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> render("?", 1, 2));
    }

    /** A server that skips the comment would see its end in the value. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT /*! ? */ 1", "SELECT /*M!100000 ? */ 1", "SELECT /*! '*/' */ ?"})
    void render_placeThatOnlySomeServersRead_isRefused(String sql) {
        assertThatIllegalArgumentException().isThrownBy(() -> render(sql, 1));
    }

    @Test
    void render_doubtfulDoubleQuotes_areRefusedBeforeAPlaceOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> render("SELECT \"a\\\"\", ?", 1))
                .withMessageContaining("ANSI_QUOTES");
        assertThat(render("SELECT ?, \"a\\\"\"", 1)).isEqualTo("SELECT 1, \"a\\\"\"");
        assertThat(render("SELECT \"a\\\\\", ?", 1)).isEqualTo("SELECT \"a\\\\\", 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ?, /*!99999 ' */?",
                "SELECT ?, /*!99999 \" */?",
                "SELECT ?, /*!99999 # */?",
                "SELECT ?, $$ ' $$, ?",
                "SELECT ?, \"\\\" ?\"",
            })
    void certainPlaces_questionMarkThatMayBeOne_areNot(String sql) {
        assertThat(StatementTraits.of(sql, SqlModes.DEFAULT).certainPlaces()).isEqualTo(-1);
    }

    @Test
    void certainPlaces_colonThatMayBeOneUnderOracle_areNot() {
        SqlModes oracle = new SqlModes(false, true, false, true);
        assertThat(StatementTraits.of("SELECT ?, /*!99999 ' */:a", oracle).certainPlaces())
                .isEqualTo(-1);
    }

    @Test
    void render_modes_decideWhatIsCode() {
        String sql = "SELECT 'a\\', ?, 'b'";
        assertThat(ClientRendering.render(sql, new SqlModes(true, false), 1)).isEqualTo("SELECT 'a\\', 1, 'b'");
        assertThatIllegalArgumentException().isThrownBy(() -> render(sql, 1));
    }

    /** Whatever the value, and whatever the mode of the server: there is nothing but one expression in its place. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void render_randomText_hasTheSameTokensInEveryMode(long seed) {
        String alphabet = "'\"`\\\0\n-/*!#?:a%\u00BF";
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            boolean expression = value.indexOf("\\") >= 0;
            String expected = "a=" + (expression ? "(S,S,(S,1))" : "S") + ",b";
            String sql = render("a=? , b", value);
            for (SqlModes modes : EVERY_MODE) {
                assertThat(outline(sql, modes)).as(sql).isEqualTo(expected);
            }
        }
    }

    /** The code without functions' names, each string as an S. */
    private static String outline(String sql, SqlModes modes) {
        SqlScanner scanner = new SqlScanner(sql, modes);
        StringBuilder outline = new StringBuilder();
        for (SqlToken token = scanner.nextCode(); token != SqlToken.END; token = scanner.nextCode()) {
            outline.append(token == SqlToken.STRING ? "S" : scanner.text());
        }
        return outline.toString().replace("REPLACE", "").replace("LEFT", "");
    }

    private static String render(String sql, @Nullable Object... arguments) {
        return ClientRendering.render(sql, SqlModes.DEFAULT, arguments);
    }
}
