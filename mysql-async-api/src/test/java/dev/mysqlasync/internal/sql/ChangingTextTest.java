package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangingTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "  -- all\n replace t VALUES (1)",
                "/* SELECT */ Update t SET a = 1",
                "DELETE FROM t RETURNING a",
                "/*! INSERT */ INTO t VALUES (1)",
                "WITH select1 AS (SELECT 1) DELETE FROM t",
                "SET STATEMENT a = 1, b = 'FOR' FOR INSERT INTO t VALUES (1)",
                "SET STATEMENT a = (SELECT 1) FOR WITH x AS (SELECT 1) UPDATE t SET a = 1"
            })
    void changes(String sql) {
        assertThat(ChangingText.is(sql, SqlModes.DEFAULT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1 RETURNING",
                "SELECT JSON_VALUE(a, '$' RETURNING SIGNED) FROM t",
                "EXPLAIN INSERT INTO t VALUES (1)",
                "CALL p('RETURNING')",
                "`INSERT`",
                "'INSERT'",
                "/* INSERT */ SELECT 1",
                "WITH x AS (SELECT 1) SELECT * FROM x WHERE a = 'DELETE'",
                "WITH x AS (SELECT 1) (SELECT * FROM x)",
                "SET a = 1",
                "SET STATEMENT a = 1",
                "SET STATEMENT a = 1 FOR SELECT 1"
            })
    void changesNothing(String sql) {
        assertThat(ChangingText.is(sql, SqlModes.DEFAULT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ANALYZE DELETE FROM t RETURNING a",
                "SET STATEMENT a = 1 FOR ANALYZE FORMAT=JSON DELETE FROM t RETURNING a",
                "DELETE FROM t RETURNING a"
            })
    void runsWhatChanges(String sql) {
        assertThat(ChangingText.isOrRuns(sql, SqlModes.DEFAULT)).isTrue();
    }
}
