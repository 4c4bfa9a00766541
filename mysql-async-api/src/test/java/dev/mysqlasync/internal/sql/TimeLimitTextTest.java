package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLimitTextTest {

    private static final Duration LIMIT = Duration.ofMillis(1500);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1 | SELECT /*+ MAX_EXECUTION_TIME(1500) */ 1",
                "/* a */ select(1) | /* a */ select /*+ MAX_EXECUTION_TIME(1500) */(1)",
                "(SELECT 1) UNION (SELECT 2) | (SELECT /*+ MAX_EXECUTION_TIME(1500) */ 1) UNION (SELECT 2)",
                "SELECT /*+ NO_ICP(t) */ 1 | SELECT /*+ MAX_EXECUTION_TIME(1500) NO_ICP(t) */ 1",
                "SELECT /* no hint */ 1 | SELECT /*+ MAX_EXECUTION_TIME(1500) */ /* no hint */ 1",
                "WITH x AS (SELECT 1) SELECT 2 | WITH x AS (SELECT 1) SELECT /*+ MAX_EXECUTION_TIME(1500) */ 2",
                "WITH x AS (SELECT 1) DELETE FROM t | WITH x AS (SELECT 1) DELETE FROM t",
                "WITH x AS (SELECT 'a') SELECT 2 | WITH x AS (SELECT 'a') SELECT /*+ MAX_EXECUTION_TIME(1500) */ 2",
                "WITH x AS (SELECT '\\', ') SELECT ') SELECT 2 | WITH x AS (SELECT '\\', ') SELECT ') SELECT 2",
                "WITH x AS (SELECT /*! '*/ ') SELECT ') SELECT 2 | WITH x AS (SELECT /*! '*/ ') SELECT ') SELECT 2",
                "INSERT INTO t SELECT 1 | INSERT INTO t SELECT 1",
                "selected | selected",
                "~~ | ~~",
            })
    void mySql_select_getsAHint(String sql, String limited) {
        assertThat(TimeLimitText.mySql(sql, LIMIT)).isEqualTo(limited);
    }

    @Test
    void mariaDb_anyStatement_isPartOfAnother() {
        assertThat(TimeLimitText.mariaDb("DO 1", LIMIT)).isEqualTo("SET STATEMENT max_statement_time=1.5 FOR DO 1");
        assertThat(TimeLimitText.mariaDb("DO 1", Duration.ofSeconds(100)))
                .isEqualTo("SET STATEMENT max_statement_time=100 FOR DO 1");
    }
}
