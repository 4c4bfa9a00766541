package dev.mysqlasync.tests.server;

import static dev.mysqlasync.BatchResult.Strategy.BULK;
import static dev.mysqlasync.BatchResult.Strategy.PIPELINED;
import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchOutcome.Run;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of all kinds of statements. */
class BatchStatementTest extends BatchScene {

    @Test
    void executeBatch_update_tellsWhatEachRowAffected() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v INT");
        await(connection.executeBatch("INSERT INTO " + table + " VALUES (?, 0)", rows(50, List::of)));

        BatchResult result = await(connection.executeBatch(
                "UPDATE " + table + " SET v = ? WHERE id < ?",
                List.of(List.of(1, 10), List.of(1, 10), List.of(2, 20))));

        assertThat(result.strategies()).containsExactly(PIPELINED);
        assertThat(result.outcomes()).containsExactly(new Run(10), new Run(0), new Run(20));
        assertThat(result.affectedRows()).isEqualTo(30);
    }

    @Test
    void executeBatch_delete_tellsWhatEachRowAffected() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        await(connection.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(50, List::of)));

        BatchResult result =
                await(connection.executeBatch("DELETE FROM " + table + " WHERE id = ?", rows(60, List::of)));

        assertThat(result.affectedRows()).isEqualTo(50);
        assertThat(result.outcomes().get(49)).isEqualTo(new Run(1));
        assertThat(result.outcomes().get(50)).isEqualTo(new Run(0));
    }

    @Test
    void executeBatch_onDuplicateKeyUpdate_tellsTheTotal() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v INT");
        String upsert = "INSERT INTO " + table + " VALUES (?, 1) ON DUPLICATE KEY UPDATE v = v + 1";

        BatchResult result = await(connection.executeBatch(upsert, rows(100, i -> List.of(i % 50))));

        assertThat(result.affectedRows()).isEqualTo(150);
        assertThat(result.outcomes()).containsOnly(new BatchOutcome.RunTogether());
        assertThat(number(connection, "SELECT COUNT(*) FROM " + table + " WHERE v = 2"))
                .isEqualTo(50);
    }

    @Test
    void executeBatch_replace_tellsTheTotal() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v INT");

        BatchResult result = await(connection.executeBatch(
                "REPLACE INTO " + table + " (id, v) VALUES (?, ?)", rows(100, i -> List.of(i % 50, i))));

        assertThat(result.affectedRows()).isEqualTo(150);
        assertThat(number(connection, "SELECT MIN(v) FROM " + table)).isEqualTo(50);
    }

    /** The word alone says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'RETURNING', ?", "SELECT ? /* RETURNING */", "SELECT ? AS `returning`"})
    void executeBatch_rowsOfAQuery_affectNothing(String sql) {
        BatchResult result = await(connection().executeBatch(sql, rows(3, List::of)));

        assertThat(result.affectedRows()).isZero();
        assertThat(result.outcomes()).containsOnly(new Run(0));
    }

    @Test
    void executeBatch_returning_countsTheRowsThatAreThere() {
        MySqlConnection connection = connection();
        assumeTrue(isMariaDb(connection), "MySQL has no RETURNING");
        String table = createTable(connection, "id INT AUTO_INCREMENT PRIMARY KEY, v INT");

        BatchResult result = await(
                connection.executeBatch("INSERT INTO " + table + " (v) VALUES (?) RETURNING id", rows(100, List::of)));

        assertThat(result.affectedRows()).isEqualTo(100);
        assertThat(result.strategies()).containsExactly(BULK);
        assertThat(count(connection, table)).isEqualTo(100);
    }

    /** Forms that aiomysql's regular expression misses or gets wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO %s (id, v) VALUES(?,?)",
                "insert low_priority ignore into %s\n(`id`, `v`)\nvalues\n(?, ?);",
                "/* values (?, ?) */ INSERT INTO %s (id, v) VALUES (?, /* ') VALUES (?' */ (?))",
                "INSERT INTO %s (id, v) VALUE (?, ?) -- the end",
                "INSERT INTO %s (w, id, v) VALUES (UPPER(') VALUES (?'), ?, ((?)))",
                "INSERT INTO %s (id, w, v) VALUES (? /* ) */, 'a''b\"', ?) ON DUPLICATE KEY UPDATE v = VALUES(v)"
            })
    void executeBatch_insertInAnyForm_goesTogetherAndInsertsAll(String sql) {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v VARCHAR(60), w VARCHAR(60)");

        BatchResult result = await(connection.executeBatch(sql.formatted(table), rows(40, i -> List.of(i, "v" + i))));

        assertThat(result.strategies()).containsExactly(together(connection));
        assertThat(row(connection, "SELECT COUNT(*), SUM(id) FROM " + table).toList())
                .hasToString("[40, 780]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO %s SELECT ?, ?",
                "INSERT INTO %s SET id = ?, v = ?",
                "INSERT INTO %s VALUES (?, 'x') ON DUPLICATE KEY UPDATE v = ?",
                "INSERT INTO %s VALUES (?, (SELECT ?))",
                "INSERT INTO %s VALUES (?, CONCAT(?, ') VALUES (?'))",
                "INSERT INTO %s (v, id) VALUES (UPPER('?'), ? + LENGTH(?) * 0)",
                "REPLACE INTO %s VALUES (? + 0, ?)"
            })
    void executeBatch_insertThatCannotGoTogether_goesRowByRow(String sql) {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v VARCHAR(60)");

        BatchResult result = await(connection.executeBatch(sql.formatted(table), rows(40, i -> List.of(i, "v" + i))));

        assertThat(result.strategies()).containsExactly(PIPELINED);
        assertThat(count(connection, table)).isEqualTo(40);
    }

    @Test
    void executeBatch_unknownTable_failsAsAWhole() {
        MySqlConnection connection = connection();

        for (BatchMode mode : BatchMode.values()) {
            MySqlServerException failure = failure(
                    connection.executeBatch("INSERT INTO no_such_table VALUES (?)", rows(5, List::of), mode),
                    MySqlServerException.class);
            assertThat(failure.errorCode()).isEqualTo(1146);
        }
        assertUsable(connection);
    }

    @Test
    void executeBatch_unknownColumn_failsAsAWhole() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");

        MySqlServerException failure = failure(
                connection.executeBatch("INSERT INTO " + table + " (nope) VALUES (?)", rows(5, List::of)),
                MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1054);
        assertUsable(connection);
    }
}
