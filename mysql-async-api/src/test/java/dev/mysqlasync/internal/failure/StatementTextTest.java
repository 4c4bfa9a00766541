package dev.mysqlasync.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1                              | SELECT ?",
                "SELECT a1, b_2 FROM t3 WHERE id = ?   | SELECT a1, b_2 FROM t3 WHERE id = ?",
                "SELECT 'a', \"b\"                     | SELECT ?, ?",
                "SELECT 'it''s', 'x'                   | SELECT ?, ?",
                "SELECT 'a\\n', 'b'                    | SELECT ?, ?",
                "SELECT 'a\\\\', 'b'                   | SELECT ?, ?",
                "SELECT `a'b`, 'c'                     | SELECT `a'b`, ?",
                "SELECT `a``b` FROM t                  | SELECT `a``b` FROM t",
                "SELECT x'41', _utf8mb4'a', n'b'       | SELECT x?, _utf8mb4?, n?",
                "SELECT 0x41, 0b1, 1.5e-3, .5, 1e+3    | SELECT ?, ?, ?, ?, ?",
                "SELECT 1+2-3, -4                      | SELECT ?+?-?, -?",
                "SELECT t.a FROM db1.t                 | SELECT t.a FROM db1.t",
                "SELECT /* 'x' */ a                    | SELECT   a",
                "SELECT /*/ 'x' */ a                   | SELECT   a",
                "SELECT a -- 'x'                       | SELECT a",
                "SELECT a # 'x'                        | SELECT a",
                "SELECT 5--3                           | SELECT ?--?",
                "SELECT 'unfinished                    | SELECT ?",
                "SELECT 'ends in backslash\\           | SELECT ?",
                "SELECT /*!50000 'x', */ a             | SELECT   ?,   a",
                "SELECT /*! 'a*/ 'c4nary' ' */         | SELECT   ?",
                "SELECT /*! `a*/ 'c4nary` */           | SELECT   ?",
                "SELECT /*! # */ 'it\\n c4nary'\\n 1    | SELECT   ?",
                "SELECT [o'clock], 'c4nary'            | SELECT ?",
                "SELECT $$ it's $$, 'c4nary'           | SELECT ?",
                "SELECT $$c4nary$$                     | SELECT ?",
                "SELECT a$b, $c                        | SELECT a$b, $c",
                "SELECT größe FROM tabelle WHERE x='ß' | SELECT größe FROM tabelle WHERE x=?",
            })
    void withoutValues_takesOutStringsNumbersAndComments(String sql, String expected) {
        assertThat(StatementText.withoutValues(sql).strip()).isEqualTo(expected);
    }

    /** Under NO_BACKSLASH_ESCAPES the first string ends after the backslash, and the canary is a string of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a\\', 'c4nary'", "SELECT 'a\\' c4nary'", "SELECT 'a\\\\\\', 'c4nary'"})
    void withoutValues_backslashBeforeAQuote_leavesTheRestOut(String sql) {
        assertThat(StatementText.withoutValues(sql)).isEqualTo("SELECT ?");
    }

    @Test
    void withoutValues_commentAtLineEnd_goesOnInTheNextLine() {
        assertThat(StatementText.withoutValues("SELECT a -- 'x\n, 'b'")).isEqualTo("SELECT a  , ?");
    }

    @Test
    void withoutValues_longStatement_isCut() {
        assertThat(StatementText.withoutValues("a".repeat(10_000)))
                .hasSize(4097)
                .endsWith("a…");
        assertThat(StatementText.withoutValues("a, ".repeat(10_000)))
                .hasSizeLessThan(4100)
                .endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withoutValues_randomText_neverThrowsAndEndsInBoundedSize(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "'\"`\\/*-#\n .0e+x1a";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int j = random.nextInt(30); j > 0; j--) {
                sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(StatementText.withoutValues(sql.toString())).hasSizeLessThanOrEqualTo(2 * sql.length() + 1);
        }
    }
}
