package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.Column;
import dev.mysqlasync.ErrorCategory;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What statements give: rows, effects, several results, errors. */
class StatementTest extends ServerScene {

    @ParameterizedTest
    @EnumSource
    void query_rows_areGivenInOrder(StatementForm form) {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE styles (id INT, name VARCHAR(20) CHARACTER SET utf8mb4)"));
        await(connection.execute("INSERT INTO styles VALUES (1, 'heavy metal'), (2, NULL), (3, 'é😀')"));

        Rows rows = await(connection.query(form.sql("id, name FROM styles"), form.arguments()));

        assertThat(rows.columns()).extracting(Column::name).containsExactly("id", "name");
        assertThat(rows.stream().map(Row::toList))
                .containsExactly(List.of(1, "heavy metal"), Arrays.asList(2, null), List.of(3, "é😀"));
    }

    @ParameterizedTest
    @EnumSource
    void query_noRows_givesTheColumns(StatementForm form) {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE nothing (id INT, name VARCHAR(20))"));

        Rows rows = await(connection.query(form.sql("id, name FROM nothing"), form.arguments()));

        assertThat(rows.isEmpty()).isTrue();
        assertThat(rows.columns()).extracting(Column::type).containsExactly("INT", "VARCHAR");
        assertUsable(connection);
    }

    @Test
    void query_statementWithoutRows_givesNoColumns() {
        Rows rows = await(connect().query("SET @a = 1"));

        assertThat(rows.isEmpty()).isTrue();
        assertThat(rows.columns()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void query_mapper_seesEveryRow(StatementForm form) {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE numbers (n INT)"));
        await(connection.execute("INSERT INTO numbers VALUES (1), (2), (3)"));

        List<Integer> doubled =
                await(connection.query(form.sql("n FROM numbers"), row -> 2 * row.getInt("n"), form.arguments()));

        assertThat(doubled).containsExactly(2, 4, 6);
    }

    @Test
    void query_optional_isWhatItHolds() {
        MySqlConnection connection = connect();
        Optional<List<Integer>> list = Optional.of(List.of(1, 2));
        Optional<LongParameter> text = Optional.of(LongParameter.ofText(ByteSource.ofBytes(new byte[] {'x'})));

        assertThat(number(connection, "SELECT 2 IN (?) AND ? IS NULL", list, Optional.empty()))
                .isEqualTo(1);
        assertThat(await(connection.query(Statement.of("SELECT 3 IN (:list)").bind("list", list)))
                        .get(0)
                        .getLong(0))
                .isZero();
        assertThat(text(connection, "SELECT ?", text)).isEqualTo("x");
        assertThat(await(await(connection.prepare("SELECT ?")).query(text))
                        .get(0)
                        .getString(0))
                .isEqualTo("x");
        assertThat(connection.mogrify("2 IN (?)", list)).isEqualTo("2 IN (1, 2)");
    }

    @Test
    void query_argumentsOfTheWrongKind_failWithTheWayOut() {
        MySqlConnection connection = connect();

        assertRefused(connection, Statement.of("SELECT ?").bind("id", 1), "no :id", "Statement.of or Statement.add");
        assertRefused(connection, Statement.of("SELECT 1").bind("id", 1), "no :id", "nor any other named parameter");
        assertRefused(connection, Statement.of("SELECT ':id'").bind("id", 1), "no :id", "quotes");
        assertRefused(
                connection,
                Statement.of("SELECT :id, ?").bind("id", 1),
                "both ? and :id",
                "named parameters only, or ? only");
        assertRefused(
                connection,
                Statement.of("SELECT :id", 1).bind("id", 1),
                "positional arguments (1)",
                "(:id)",
                "all by name");
        assertRefused(connection, Statement.of("SELECT :a, :b").bind("a", 1), "no value for :b", "null for NULL");
        assertRefused(connection, Statement.of("SELECT :a").bind("a", 1).bind("z", 2), "no :z, only :a");
        assertRefused(connection, Statement.of("SELECT :a", List.of(1)), ":a", "Statement.bind");
        assertRefused(connection, Statement.of("SELECT ?", Map.of("id", 1)), "a Map", "Statement.bind");
        assertUsable(connection);
    }

    private static void assertRefused(MySqlConnection connection, Statement statement, String... message) {
        assertThat(failure(connection.query(statement), IllegalArgumentException.class))
                .hasMessageContainingAll(message);
        assertThat(failure(connection.query(statement.renderedByClient()), IllegalArgumentException.class))
                .hasMessageContainingAll(message);
    }

    @Test
    void query_mapperThatThrows_failsThatQueryAlone() {
        MySqlConnection connection = connect();
        IllegalArgumentException own = new IllegalArgumentException("mine");

        var failing = connection.query("SELECT 1 UNION SELECT 2 UNION SELECT 3", row -> {
            throw own;
        });
        var next = connection.query("SELECT 4");

        assertThat(failure(failing)).isSameAs(own);
        assertThat(await(next).get(0).getInt(0)).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void query_unknownTable_failsWithWhatTheServerSays(StatementForm form) {
        MySqlConnection connection = connect();

        MySqlServerException failure = failure(
                connection.query(form.sql("'secret', a FROM no_such_table"), form.arguments()),
                MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1146);
        assertThat(failure.sqlState()).isEqualTo("42S02");
        assertThat(failure.category()).isEqualTo(ErrorCategory.PROGRAMMING);
        assertThat(failure.serverMessage()).contains("no_such_table");
        assertThat(failure.sql()).contains("FROM no_such_table").doesNotContain("secret");
        assertThat(failure.isFatal()).isFalse();
        assertUsable(connection);
    }

    @ParameterizedTest
    @EnumSource
    void query_errorAfterRows_failsAndConnectionStaysUsable(StatementForm form) {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE numbers (n INT)"));
        await(connection.execute("INSERT INTO numbers VALUES (1), (2), (3)"));
        await(connection.execute("CREATE TEMPORARY TABLE pairs (n INT)"));
        await(connection.execute("INSERT INTO pairs VALUES (1), (3), (3)"));
        List<Integer> seen = new ArrayList<>();

        MySqlServerException failure = failure(
                connection.query(
                        form.sql("n, (SELECT p.n FROM pairs p WHERE p.n = numbers.n) FROM numbers"),
                        row -> seen.add(row.getInt(0)),
                        form.arguments()),
                MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1242);
        assertThat(seen).containsExactly(1, 2);
        assertUsable(connection);
    }

    @Test
    void execute_insert_tellsWhatItDid() {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(5))"));
        await(connection.execute("ALTER TABLE t AUTO_INCREMENT = 7"));

        ExecuteResult text = await(connection.execute("INSERT INTO t (v) VALUES ('a'), ('b')"));
        ExecuteResult prepared = await(connection.execute("INSERT INTO t (v) VALUES (?)", "c"));

        assertThat(text).isEqualTo(new ExecuteResult(2, 7, 0, "Records: 2  Duplicates: 0  Warnings: 0"));
        assertThat(prepared).isEqualTo(new ExecuteResult(1, 9, 0, ""));
    }

    @Test
    void execute_update_countsChangedRows() {
        MySqlConnection connection = connect();
        await(connection.execute("CREATE TEMPORARY TABLE t (v INT)"));
        await(connection.execute("INSERT INTO t VALUES (1), (1), (2)"));

        ExecuteResult update = await(connection.execute("UPDATE t SET v = 2"));

        assertThat(update.affectedRows()).isEqualTo(2);
        assertThat(update.info()).isEqualTo("Rows matched: 3  Changed: 2  Warnings: 0");
    }

    @Test
    void execute_updateWithFoundRows_countsMatchedRows() {
        MySqlConnection connection = connect(options -> options.foundRows(true));
        await(connection.execute("CREATE TEMPORARY TABLE t (v INT)"));
        await(connection.execute("INSERT INTO t VALUES (1), (1), (2)"));

        assertThat(await(connection.execute("UPDATE t SET v = ?", 2)).affectedRows())
                .isEqualTo(3);
    }

    @Test
    void execute_warnings_areCounted() {
        MySqlConnection connection = connect(options -> options.sqlMode(""));
        await(connection.execute("CREATE TEMPORARY TABLE t (v TINYINT)"));

        assertThat(await(connection.execute("INSERT INTO t VALUES (1000), (1001)"))
                        .warningCount())
                .isEqualTo(2);
        assertThat(await(connection.query("SHOW WARNINGS")).size()).isEqualTo(2);
    }

    @Test
    void query_warnings_areCounted() {
        assertThat(await(connect().query("SELECT CAST('12abc' AS SIGNED)")).warningCount())
                .isEqualTo(1);
    }

    // --- several results -------------------------------------------------------------------------------------------

    @Test
    void results_severalStatements_givesEachInOrder() {
        MySqlConnection connection = connect(options -> options.multiStatements(true));
        await(connection.execute("CREATE TEMPORARY TABLE t (v INT)"));

        List<Result> results =
                await(connection.results("SELECT 1; INSERT INTO t VALUES (1), (2); SELECT v FROM t WHERE v > 5; DO 1"));

        assertThat(results).hasSize(4);
        assertThat(((Rows) results.get(0)).get(0).getInt(0)).isEqualTo(1);
        assertThat(((ExecuteResult) results.get(1)).affectedRows()).isEqualTo(2);
        assertThat(((Rows) results.get(2)).isEmpty()).isTrue();
        assertThat(results.get(3)).isInstanceOf(ExecuteResult.class);
        assertUsable(connection);
    }

    @Test
    void query_severalStatements_givesTheFirstRows() {
        MySqlConnection connection = connect(options -> options.multiStatements(true));

        assertThat(await(connection.query("DO 1; SELECT 2; SELECT 3")).get(0).getInt(0))
                .isEqualTo(2);
        assertThat(await(connection.query("DO 1; SELECT 2; SELECT 3 UNION SELECT 4", row -> row.getInt(0))))
                .containsExactly(2);
    }

    @Test
    void query_mapperThatThrowsInTheFirstOfSeveralResults_leavesNothingBehind() {
        MySqlConnection connection = connect(options -> options.multiStatements(true));

        var failing = connection.query("SELECT 1 UNION SELECT 2; DO 1; SELECT 3", row -> row.getInt("none"));
        var next = connection.query("SELECT 4");

        failure(failing, IllegalArgumentException.class);
        assertThat(await(next).get(0).getInt(0)).isEqualTo(4);
        assertUsable(connection);
    }

    @Test
    void results_errorInTheMiddle_failsAndConnectionStaysUsable() {
        MySqlConnection connection = connect(options -> options.multiStatements(true));

        MySqlServerException failure = failure(
                connection.results("SELECT 1; SELECT * FROM no_such_table; SELECT 3"), MySqlServerException.class);

        assertThat(failure.errorCode()).isEqualTo(1146);
        assertUsable(connection);
    }

    @Test
    void results_severalStatementsUnlessAllowed_areRefused() {
        MySqlConnection connection = connect();

        assertThat(failure(connection.results("SELECT 1; SELECT 2"), MySqlServerException.class)
                        .errorCode())
                .isEqualTo(1064);
        assertUsable(connection);
    }

    @ParameterizedTest
    @EnumSource
    void results_procedure_givesItsResultsAndAnOk(StatementForm form) {
        MySqlConnection connection = connect();
        String name = createProcedure(
                connection,
                " (n INT) BEGIN SELECT n AS a; SELECT n + 1, n + 2 FROM DUAL WHERE n > 100; SELECT n + 3; END");

        List<Result> results = await(
                form == StatementForm.TEXT
                        ? connection.results("CALL " + name + "(5)")
                        : connection.results("CALL " + name + "(?)", 5));

        assertThat(results).hasSize(4);
        assertThat(((Rows) results.get(0)).get(0).getInt("a")).isEqualTo(5);
        assertThat(((Rows) results.get(1)).columns()).hasSize(2);
        assertThat(((Rows) results.get(2)).get(0).getLong(0)).isEqualTo(8);
        assertThat(results.get(3)).isInstanceOf(ExecuteResult.class);
        assertUsable(connection);
    }
}
