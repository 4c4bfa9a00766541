package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracelessTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "select id, name from t where id = ? and v in (1, 2) ;  ",
                "SELECT t.id FROM test.t AS t JOIN u USING (id) WHERE t.id IN (?) AND (t.v = 1 OR NOT (t.v = 2))",
                "SELECT COUNT(*), MAX(t.v), COALESCE(a, 'GET_LOCK(1, 2)') FROM t GROUP BY c HAVING (COUNT(*) > 1)",
                "/* GET_LOCK('a', 1) */ SELECT `get_lock` FROM t -- @x := 1",
                "WITH x AS (SELECT 1) SELECT * FROM x FOR UPDATE",
                "INSERT INTO t (a, b) VALUES (?, ?) ON DUPLICATE KEY UPDATE b = VALUES(b)",
                "INSERT INTO test.t (a) SELECT LOWER(a) FROM u",
                "INSERT INTO `t` (`a`) VALUES (NOW(6))",
                "REPLACE INTO t VALUES (1)",
                "UPDATE t SET a = CONCAT(a, '@x := 1') WHERE id BETWEEN (1) AND (2)",
                "DELETE FROM t WHERE id = 5 LIMIT 1",
                "START TRANSACTION READ ONLY",
                "BEGIN",
                "COMMIT",
                "ROLLBACK TO SAVEPOINT a",
                "SAVEPOINT a",
                "RELEASE SAVEPOINT a",
            })
    void rowsAndTransactions_leaveNothing(String sql) {
        assertThat(TracelessText.is(sql, SqlModes.DEFAULT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SET @a = 1",
                "SET autocommit = 0",
                "USE test",
                "CREATE TEMPORARY TABLE t (v INT)",
                "LOCK TABLES t READ",
                "HANDLER t OPEN",
                "CALL p()",
                "DO GET_LOCK('a', 1)",
                "SHOW WARNINGS",
                "LOAD DATA LOCAL INFILE 'x' INTO TABLE t (@a)",
                "(SELECT 1)",
                "SELECT @a := 1",
                "SELECT 1 INTO @a",
                "SELECT 1 INTO @`a b`",
                "SELECT @@last_insert_id",
                "SELECT GET_LOCK('a', 1)",
                "SELECT get_lock /* */ ('a', 1)",
                "SELECT LAST_INSERT_ID(5)",
                "SELECT `get_lock`('a', 1)",
                "SELECT test.lower('a')",
                "SELECT test . lower('a')",
                "SELECT my_function(1)",
                "UPDATE t SET a = f(a)",
                "INSERT INTO t (a) VALUES (f(1))",
                "INSERT INTO t SELECT GET_LOCK('a', 1)",
                "SELECT SQL_CALC_FOUND_ROWS * FROM t",
                "SELECT NEXT VALUE FOR s",
                "SELECT s.nextval",
                "SELECT test.s . NEXTVAL FROM t",
                "INSERT INTO t VALUES (s.nextval)",
                "SELECT s.currval",
                "SELECT 1 /*! , GET_LOCK('a', 1) */",
                "SELECT 1; SET @a = 1",
                "SELECT 1; SELECT 2",
            })
    void everythingElse_mayLeaveSomething(String sql) {
        assertThat(TracelessText.is(sql, SqlModes.DEFAULT)).isFalse();
    }

    @Test
    void modes_decideWhatIsString() {
        String sql = "SELECT '\\', GET_LOCK(1, 1), '\\''";

        assertThat(TracelessText.is(sql, SqlModes.DEFAULT)).isTrue();
        assertThat(TracelessText.is(sql, new SqlModes(true, false))).isFalse();
    }
}
