package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlSecurityException;
import dev.mysqlasync.Row;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values put into SQL by the client come back from the server as they were, whatever they are and the mode is. */
class EscapingTest extends ServerScene {

    private static final List<String> MODES = List.of(
            "",
            "NO_BACKSLASH_ESCAPES",
            "ANSI_QUOTES",
            "NO_BACKSLASH_ESCAPES,ANSI_QUOTES",
            "PIPES_AS_CONCAT,IGNORE_SPACE,HIGH_NOT_PRECEDENCE,STRICT_ALL_TABLES");

    private static final int STATEMENTS = 200;
    private static final int STRINGS = 500;
    private static final String PLACES = String.join(",", Collections.nCopies(STRINGS, "?"));

    /** Each is likely to do harm to somebody; the last ones are UTF-8 that ends in a lead byte of GBK, and quotes. */
    private static final String[] PIECES = {
        "'",
        "\"",
        "`",
        "\\",
        "\\'",
        "''",
        "\\\\",
        "\0",
        "\n",
        "\r",
        "\t",
        "\u001a",
        "\\Z",
        "%",
        "_",
        "?",
        ":a",
        ";",
        "--",
        " -- ",
        "#",
        "/*",
        "*/",
        "/*!",
        "!",
        "#$%&",
        "a",
        "B",
        "0x",
        "\uD83D\uDE00",
        "é",
        "\u0085",
        "\u2028",
        "\uFFFD",
        "\uFEFF",
        "\uFFFF",
        "\u00BF\\",
        "\u7E3C'",
        "\u00BF'",
        " OR 1=1",
        "{0}",
        "${a}"
    };

    @Test
    void mogrify_100000RandomStrings_comeBackExactlyInEveryMode() {
        SplittableRandom random = new SplittableRandom(20_240_607);
        MySqlConnection connection = connect();
        for (String mode : MODES) {
            await(connection.execute("SET SESSION sql_mode = '" + mode + "'"));
            for (int i = 0; i < STATEMENTS / MODES.size(); i++) {
                assertComeBack(connection, mode, random);
            }
        }
    }

    private static void assertComeBack(MySqlConnection connection, String mode, SplittableRandom random) {
        Object[] texts = new Object[STRINGS];
        Arrays.setAll(texts, i -> text(random));
        Row row = row(connection, connection.mogrify("SELECT " + PLACES, texts));
        for (int i = 0; i < STRINGS; i++) {
            assertThat(row.getString(i)).as(mode).isEqualTo(texts[i]);
        }
    }

    private static String text(SplittableRandom random) {
        boolean isLong = random.nextInt(1_000) == 0;
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(isLong ? 20_000 : 12); pieces > 0; pieces--) {
            if (isLong && random.nextBoolean()) {
                text.append((char) random.nextInt(0x800));
            } else {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }

    /** Written under one mode and read under another: what a mode unknown to the client would do. */
    @Test
    void mogrify_modeChangedSince_meansTheSame() {
        MySqlConnection connection = connect();
        String text = "\\' OR 1=1 -- \\\\\"\0";
        String sql = connection.mogrify("SELECT ?", text);
        for (String mode : MODES) {
            await(connection.execute("SET SESSION sql_mode = '" + mode + "'"));
            assertThat(text(connection, sql)).as(mode).isEqualTo(text);
            assertThat(connection.mogrify("SELECT ?", text)).as(mode).isEqualTo(sql);
        }
    }

    @Test
    void mogrify_noBackslashEscapes_isKnownWhenLookingForPlaces() {
        MySqlConnection connection = connect();
        await(connection.execute("SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'"));
        assertThat(text(connection, connection.mogrify("SELECT CONCAT('\\', ?, '\\')", "a")))
                .isEqualTo("\\a\\");
    }

    @Test
    void mogrify_cursor_givesTheConnectionsText() {
        MySqlConnection connection = connect();
        assertThat(connection.cursor().mogrify("SELECT :a, :b", Map.of("a", 1, "b", "x\\")))
                .isEqualTo(connection.mogrify("SELECT ?, ?", 1, "x\\"));
    }

    /** Where a character's second byte may be a backslash or a quote, a literal could end where it should not. */
    @ParameterizedTest
    @ValueSource(strings = {"SET NAMES gbk", "SET character_set_client = sjis", "SET character_set_results = NULL"})
    void statement_leavingUtf8_closesTheConnection(String sql) {
        MySqlConnection connection = connect();

        MySqlSecurityException failure = failure(connection.execute(sql), MySqlSecurityException.class);

        assertThat(failure).hasMessageContaining("character set");
        await(connection.closed());
        assertThat(failure(connection.query("SELECT 1"), MySqlException.class)).hasMessageContaining("character set");
    }

    @Test
    void connect_initStatementLeavingUtf8_fails() {
        failure(
                MySqlConnection.connect(
                        options().initStatements(List.of("SET NAMES latin1")).build()),
                MySqlSecurityException.class);
    }

    /** A session's collation that is not the character set's default one must be the value's, too. */
    @Test
    void mogrify_textWithBackslash_hasCollationAndCoercibilityOfALiteral() {
        MySqlConnection connection = connect(options -> options.collation("utf8mb4_unicode_ci"));
        Map<String, Object> text = Map.of("t", "a\\b");
        String literal = text(connection, "SELECT CONCAT_WS(' ', COLLATION('a'), COERCIBILITY('a'))");
        String sql = "SELECT CONCAT_WS(' ', COLLATION(:t), COERCIBILITY(:t))";
        assertThat(text(connection, connection.mogrify(sql, text))).isEqualTo(literal);
        assertThat(number(connection, connection.mogrify("SELECT LENGTH(:t) + (:t = 'A\\\\B') + (:t > 'a')", text)))
                .isEqualTo(5);
        assertThat(number(connection, connection.mogrify("SELECT 'a\\\\' LIKE ? ESCAPE ?", "a!\\", "!")))
                .isEqualTo(1);
        assertThat(number(connection, connection.mogrify("SELECT '%' LIKE ? ESCAPE ?", "\\%", "\\")))
                .isEqualTo(1);
    }

    @Test
    void mogrify_listAndRows_areWhatInTakes() {
        MySqlConnection connection = connect();
        String sql = "SELECT ? IN (?) AND (1, 'b') IN (?) AND 5--? = 4";
        List<List<Object>> rows = List.of(List.of(2, "a"), List.of(1, "b"));
        assertThat(number(connection, connection.mogrify(sql, "x\\", List.of("y", "x\\"), rows, -1)))
                .isEqualTo(1);
    }
}
