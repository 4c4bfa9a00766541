package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Warning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What statements did, said in rows, figures and warnings. */
class EffectTest extends ServerScene {

    @Test
    void execute_update_tellsFoundAndChangedRows() {
        MySqlConnection connection = connect();
        String table = createTable(connection, "a INT");
        await(connection.execute("INSERT INTO " + table + " VALUES (1), (2), (3)"));
        ExecuteResult text = await(connection.execute("UPDATE " + table + " SET a = 2 WHERE a > 1"));
        ExecuteResult prepared = await(connection.execute("UPDATE " + table + " SET a = ?", 2));

        assertThat(text.matchedRows()).hasValue(2);
        assertThat(text.changedRows()).hasValue(1);
        assertThat(prepared.matchedRows()).hasValue(3);
        assertThat(prepared.changedRows()).hasValue(1);
        await(connection.rollback());
    }

    @Test
    void execute_largestAutoIncrement_isUnsigned() {
        MySqlConnection connection = connect();
        String table = createTable(connection, "id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY");
        await(connection.execute("ALTER TABLE " + table + " AUTO_INCREMENT = 18446744073709551610"));
        ExecuteResult result = await(connection.execute("INSERT INTO " + table + " VALUES ()"));

        assertThat(result.unsignedLastInsertId()).hasToString("18446744073709551610");
        await(connection.rollback());
    }

    @Test
    void warnings_afterAStatement_areItsRemarks() {
        MySqlConnection connection = connect(options -> options.sqlMode(""));
        String table = createTable(connection, "a TINYINT");
        ExecuteResult text = await(connection.execute("INSERT INTO " + table + " VALUES (1000)"));
        List<Warning> ofText = await(connection.warnings());
        ExecuteResult prepared = await(connection.execute("INSERT INTO " + table + " VALUES (?)", 2000));
        List<Warning> ofPrepared = await(connection.warnings());

        assertThat(text.warningCount()).isEqualTo(1);
        assertThat(prepared.warningCount()).isEqualTo(1);
        assertThat(ofText).hasSize(1).isEqualTo(ofPrepared);
        assertThat(ofText.get(0).level()).isEqualTo("Warning");
        assertThat(ofText.get(0).code()).isEqualTo(1264);
        assertThat(ofText.get(0).message()).contains("Out of range");
        await(connection.rollback());
    }

    @Test
    void warnings_afterNothingRemarkable_areNone() {
        MySqlConnection connection = connect();
        number(connection, "SELECT 1");

        assertThat(await(connection.warnings())).isEmpty();
    }

    @Test
    void execute_returning_countsTheRows() {
        MySqlConnection connection = connect();
        assumeThat(connection.isMariaDb()).isTrue();
        String table = createTable(connection, "id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(9)");

        String insert = "INSERT INTO " + table + " (a) VALUES (?), ('y') RETURNING id";
        assertThat(await(connection.execute(insert, "x")).affectedRows()).isEqualTo(2);
        assertThat(await(connection.execute(Statement.of(insert, "x").renderedByClient()))
                        .affectedRows())
                .isEqualTo(2);
        assertThat(await(connection.prepare(insert).thenCompose(prepared -> prepared.execute("x")))
                        .affectedRows())
                .isEqualTo(2);
        assertThat(await(connection.execute("DELETE FROM " + table + " RETURNING a"))
                        .affectedRows())
                .isEqualTo(6);
        assertThat(await(connection.execute("SELECT 1 UNION SELECT 2")).affectedRows())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void query_returning_givesTheRows(boolean prepared) {
        MySqlConnection connection = connect();
        assumeThat(connection.isMariaDb()).isTrue();
        String table = createTable(connection, "id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(9)");

        Rows inserted =
                rows(connection, prepared, "INSERT INTO " + table + " (a) VALUES (?), ('y') RETURNING id, a", "x");
        assertThat(inserted.stream().map(row -> row.getInt(0) + row.getString(1)))
                .containsExactly("1x", "2y");
        Rows replaced = rows(connection, prepared, "REPLACE INTO " + table + " VALUES (2, ?) RETURNING a", "z");
        assertThat(replaced.get(0).getString("a")).isEqualTo("z");
        Rows deleted = rows(connection, prepared, "DELETE FROM " + table + " WHERE a = ? RETURNING id", "x");
        assertThat(deleted.get(0).getInt("id")).isEqualTo(1);
        assertThat(number(connection, "SELECT COUNT(*) FROM " + table)).isEqualTo(1);
        await(connection.rollback());
    }

    private static Rows rows(MySqlConnection connection, boolean prepared, String sql, String argument) {
        return await(
                prepared ? connection.query(sql, argument) : connection.query(sql.replace("?", "'" + argument + "'")));
    }

    /** The function is there with a component that not every server has. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void attribute_isReadOnTheServer(boolean prepared) {
        MySqlConnection connection = connect(options -> options.traceContext(() -> "00-trace"));
        Statement statement = prepared ? Statement.of("SELECT ?, 'ü'", 1) : Statement.of("SELECT 1, 'ü'");
        assertThat(await(connection.query(statement.attribute("n", "värde").attribute("none", null)))
                        .get(0)
                        .getString(1))
                .isEqualTo("ü");
        assumeThat(hasAttributes(connection)).isTrue();
        String sql = "SELECT mysql_query_attribute_string('n'), mysql_query_attribute_string('traceparent')";
        Statement reading = prepared ? Statement.of(sql + ", ?", 1) : Statement.of(sql);
        Rows rows = await(connection.query(reading.attribute("n", "värde")));

        assertThat(rows.get(0).getString(0)).isEqualTo("värde");
        assertThat(rows.get(0).getString(1)).isEqualTo("00-trace");
    }

    private static boolean hasAttributes(MySqlConnection connection) {
        return !connection.isMariaDb()
                && number(
                                connection,
                                "SELECT COUNT(*) FROM mysql.component WHERE component_urn LIKE '%query_attributes'")
                        > 0;
    }
}
