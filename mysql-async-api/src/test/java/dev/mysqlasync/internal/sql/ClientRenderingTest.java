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
                "SELECT ?AND 1    | 1  | SELECT 1 AND 1",
                "SELECT é?é       | 1  | SELECT é 1 é",
                "SELECT ?.5       | 1  | SELECT 1 .5",
                "SELECT @?        | 1  | SELECT @ 1",
                "SELECT ? 'alias' | 1  | SELECT (1) 'alias'",
                "SELECT ?\"alias\"| 1  | SELECT (1) \"alias\"",
                "SELECT `a`?`b`   | 1  | SELECT `a` 1 `b`",
            })
    void render_neighbours_areNotReadTogetherWithTheLiteral(String sql, int value, String rendered) {
        assertThat(render(sql, value)).isEqualTo(rendered);
    }

    @Test
    void render_stringBehindAString_isNotMergedWithIt() {
        assertThat(render("SELECT ?'alias'", "x")).isEqualTo("SELECT ('x') 'alias'");
        assertThat(render("SELECT 'a'?", "x")).isEqualTo("SELECT 'a' 'x'");
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
            String expected = "a" + (expression ? "(S,S,(S,1))" : "S") + "b";
            String sql = render("a?b", value);
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
