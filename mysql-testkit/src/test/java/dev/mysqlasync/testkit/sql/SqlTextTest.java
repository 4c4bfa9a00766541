package dev.mysqlasync.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "  SELECT   1 ;  | SELECT 1",
                "SELECT 1;; ; | SELECT 1",
                "SELECT 'a  b',  \"c  d\", `e  f` | SELECT 'a  b', \"c  d\", `e  f`",
                "SELECT 'it''s  x', 'a\\'  b' | SELECT 'it''s  x', 'a\\'  b'",
                "SELECT /* plain */ 1 | SELECT 1",
                "SELECT /*+ hint */ 1 | SELECT /*+ hint */ 1",
                "SELECT /*!50000 x */ 1 | SELECT /*!50000 x */ 1",
                "SELECT 1 -- the end | SELECT 1",
                "SELECT 1 # the end | SELECT 1",
                "SELECT 1--1 | SELECT 1--1",
                "SELECT '-- no', '# no', '/* no */' | SELECT '-- no', '# no', '/* no */'",
                "SELECT 'a;' ; | SELECT 'a;'",
            })
    void normalise_givesTheFormForComparison(String sql, String expected) {
        assertThat(SqlText.normalise(sql)).isEqualTo(expected);
    }

    @Test
    void normalise_lineBreaksAndTabs_areBlanks() {
        assertThat(SqlText.normalise("SELECT\n\t1\r\n-- why\nFROM dual")).isEqualTo("SELECT 1 FROM dual");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "SELECT ? + ? | 2",
                "SELECT '?', \"?\", `?` | 0",
                "SELECT ? -- ? | 1",
                "SELECT /* ? */ ? # ? | 1",
                "SELECT 'unfinished ? | 0",
            })
    void parameterCount_countsThoseOutsideQuotesAndComments(String sql, int expected) {
        assertThat(SqlText.parameterCount(sql)).isEqualTo(expected);
    }

    @Test
    void split_quotesAndParentheses_keepTheirCommas() {
        assertThat(SqlText.split("a, f(b, c), 'd,e'", ',')).containsExactly("a", "f(b, c)", "'d,e'");
    }
}
