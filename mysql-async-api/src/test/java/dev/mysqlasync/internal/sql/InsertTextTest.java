package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsertTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "INSERT INTO t VALUES (?, ?)               | INSERT INTO t VALUES (?, ?), (?, ?)",
                "insert t values(?)                        | insert t values(?), (?)",
                "INSERT INTO t(a,b) VALUE (?,?)            | INSERT INTO t(a,b) VALUE (?,?), (?,?)",
                "REPLACE LOW_PRIORITY INTO t VALUES (?)    | REPLACE LOW_PRIORITY INTO t VALUES (?), (?)",
                "INSERT IGNORE t () VALUES ()              | INSERT IGNORE t () VALUES (), ()",
                "INSERT INTO t PARTITION (p0,p1) (a) VALUES (?) | INSERT INTO t PARTITION (p0,p1) (a) VALUES (?), (?)",
                "INSERT INTO t (`values`, `a)`) VALUES (?, ')') | INSERT INTO t (`values`, `a)`) VALUES (?, ')'), (?,"
                        + " ')')",
                "INSERT INTO t VALUES (?, 'values (')      | INSERT INTO t VALUES (?, 'values ('), (?, 'values (')",
                "INSERT INTO t VALUES ((?), f(2, (1)), NOW(6)) | INSERT INTO t VALUES ((?), f(2, (1)), NOW(6)), ((?),"
                        + " f(2, (1)), NOW(6))",
                "INSERT INTO t VALUES (((?)), /* c */ ? )  | INSERT INTO t VALUES (((?)), /* c */ ? ), (((?)), /* c */"
                        + " ? )",
                "INSERT INTO t VALUES (?);                 | INSERT INTO t VALUES (?), (?)",
                "INSERT INTO t VALUES (?) ; -- end         | INSERT INTO t VALUES (?), (?)",
                "INSERT INTO t VALUES (?) /* end */        | INSERT INTO t VALUES (?), (?)",
                "/* ( */ INSERT /*+ h(1) */ INTO /* t2 */ t /* VALUES (1) */ VALUES /*(*/ (? /*)*/, 1) | /* ( */"
                        + " INSERT /*+ h(1) */ INTO /* t2 */ t /* VALUES (1) */ VALUES /*(*/ (? /*)*/, 1), (? /*)*/, 1)",
                "INSERT INTO t VALUES (?) ON DUPLICATE KEY UPDATE a = VALUES(a) | INSERT INTO t VALUES (?), (?) ON"
                        + " DUPLICATE KEY UPDATE a = VALUES(a)",
                "INSERT INTO t VALUES (?) AS new(x) ON DUPLICATE KEY UPDATE a = new.x; | INSERT INTO t VALUES (?), (?)"
                        + " AS new(x) ON DUPLICATE KEY UPDATE a = new.x",
                "INSERT INTO t VALUES (?) RETURNING id, '?' | INSERT INTO t VALUES (?), (?) RETURNING id, '?'",
                "INSERT INTO t VALUES (?, @a, DEFAULT(b))   | INSERT INTO t VALUES (?, @a, DEFAULT(b)), (?, @a,"
                        + " DEFAULT(b))",
            })
    void rows_repeatsTheRow(String sql, String twice) {
        assertThat(parse(sql)).get().extracting(insert -> insert.rows(2)).isEqualTo(twice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1",
                "UPDATE t SET a = ?",
                "INSERT",
                "INSERT INTO `",
                "INSERT INTO t",
                "INSERT INTO t VALUES",
                "INSERT INTO t VALUES (?",
                "INSERT INTO t VALUES (?,(1)",
                "INSERT INTO 't' VALUES (?)",
                "INSERT INTO t SELECT ?",
                "INSERT INTO t (SELECT ?)",
                "INSERT INTO t (a) SELECT ?",
                "INSERT INTO t WITH x AS (SELECT ?) SELECT * FROM x",
                "INSERT INTO t SET a = ?",
                "INSERT INTO t VALUES (?), (?)",
                "INSERT INTO t VALUES ROW(?)",
                "INSERT INTO t VALUES (?) + 1",
                "INSERT INTO t VALUES (?) ON DUPLICATE KEY UPDATE a = ?",
                "INSERT INTO t VALUES (?) ON DUPLICATE KEY UPDATE id = last_insert_id(id)",
                "INSERT INTO t VALUES (?) ON DUPLICATE KEY UPDATE a = (SELECT 1)",
                "INSERT INTO t PARTITION (?) VALUES (?)",
                "INSERT INTO t (?) VALUES (?)",
                "INSERT INTO t VALUES (?, LAST_INSERT_ID())",
                "INSERT INTO t VALUES (?, row_count())",
                "INSERT INTO t PARTITION p0 VALUES (?)",
                "INSERT INTO t VALUES (?, \"a\\\"\")",
                "INSERT INTO t VALUES (?, @@identity)",
                "INSERT INTO t VALUES (?, @@session.last_insert_id)",
                "INSERT INTO t VALUES (?, @@`last_insert_id`)",
                "INSERT INTO t VALUES (?, (SELECT COUNT(*) FROM t2))",
                "INSERT INTO t VALUES (?, (TABLE t2))",
                "INSERT INTO t VALUES (:a)",
                "INSERT INTO t VALUES (?); SELECT 1",
                "INSERT INTO t VALUES (?);;",
                "INSERT INTO t /*!50000 VALUES */ (?)",
                "INSERT INTO t VALUES (? /*!50000 , 1 */)",
                "INSERT INTO t VALUES (?) /*!50000 , (1) */",
                "INSERT /*!50000 IGNORE */ INTO t VALUES (?)",
                "EXPLAIN INSERT INTO t VALUES (?)"
            })
    void of_whatIsNotKnownToBeTheSameWithManyRows_isEmpty(String sql) {
        assertThat(parse(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(?)",
                "f(1, ?)",
                "? IS NULL",
                "-?",
                "? + 0",
                "? COLLATE utf8mb4_bin",
                "'a' ?",
                "? 'a'",
                "_latin1 ?",
                "BINARY ?",
                "(?, ?)",
                "((? = 1))",
                "{d ?}",
                "? ?",
                "a.?",
                "@a := ?"
            })
    void of_placeWithinAnExpression_isEmpty(String element) {
        assertThat(parse("INSERT INTO t VALUES (1, " + element + ")")).isEmpty();
        assertThat(parse("INSERT INTO t VALUES (" + element + ", ?)")).isEmpty();
        assertThat(parse("REPLACE INTO t (a, b) VALUES (?, (" + element + ")) ON DUPLICATE KEY UPDATE a = 1"))
                .isEmpty();
    }

    @Test
    void of_insert_givesItsParts() {
        InsertText insert = parse("INSERT INTO shop.`my``t` (a) VALUES (?, (?)) RETURNING a;")
                .orElseThrow();
        assertThat(insert.head()).isEqualTo("INSERT INTO shop.`my``t` (a) VALUES ");
        assertThat(insert.row()).isEqualTo("(?, (?))");
        assertThat(insert.places()).isEqualTo(2);
        assertThat(insert.tail()).isEqualTo(" RETURNING a");
        assertThat(insert.table()).containsExactly("shop", "my`t");
    }

    @Test
    void of_ansiQuotes_tableMayBeInDoubleQuotes() {
        assertThat(InsertText.of("INSERT INTO \"a\"\"b\" VALUES (?)", new SqlModes(false, true)))
                .get()
                .extracting(InsertText::table)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("a\"b");
    }

    @Test
    void rows_one_isTheStatementItself() {
        String sql = "INSERT INTO t VALUES (?, ?) RETURNING a";
        assertThat(parse(sql).orElseThrow().rows(1)).isEqualTo(sql);
    }

    @Test
    void rows_none_isRefused() {
        InsertText insert = parse("INSERT INTO t VALUES (?)").orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> insert.rows(0));
    }

    @Test
    void of_randomTokens_neverThrowsAndGivesPartsOfTheText() {
        String[] tokens = {
            "INSERT",
            " REPLACE ",
            " INTO ",
            "t",
            ".",
            "`a`",
            "`",
            " VALUES",
            "(",
            ")",
            "?",
            ",",
            "'x'",
            "'",
            "/*",
            "*/",
            "/*!",
            ";",
            " ON ",
            "@@",
            "\"",
            " AS ",
            "PARTITION",
            "-- ",
            "\n"
        };
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder sql = new StringBuilder(random.nextBoolean() ? "INSERT t VALUES (" : "");
            for (int j = random.nextInt(12); j > 0; j--) {
                sql.append(tokens[random.nextInt(tokens.length)]);
            }
            parse(sql.toString()).ifPresent(insert -> assertThat(sql.toString()).startsWith(insert.rows(1)));
        }
    }

    private static Optional<InsertText> parse(String sql) {
        return InsertText.of(sql, SqlModes.DEFAULT);
    }
}
