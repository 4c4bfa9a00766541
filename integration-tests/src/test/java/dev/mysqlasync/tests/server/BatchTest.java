package dev.mysqlasync.tests.server;

import static dev.mysqlasync.BatchResult.Way.BULK;
import static dev.mysqlasync.BatchResult.Way.PIPELINED;
import static dev.mysqlasync.BatchResult.Way.REWRITTEN;
import static dev.mysqlasync.tests.server.Await.await;
import static dev.mysqlasync.tests.server.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchOutcome.Failed;
import dev.mysqlasync.BatchOutcome.Run;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Batches: which way they take, how often they write, and what they say of each row. */
class BatchTest extends ServerScene {

    private static final Logger LOG = LoggerFactory.getLogger(BatchTest.class);
    private static final int MANY = 10_000;

    private final WatchedTransport transport = new WatchedTransport();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    /** Autocommit, so that no transaction outlives a test and keeps its table from being dropped. */
    private MySqlConnection connection() {
        return connect(options -> options.transport(transport).autocommit(true));
    }

    private static BatchResult.Way together(MySqlConnection connection) {
        return isMariaDb(connection) ? BULK : REWRITTEN;
    }

    private static List<List<@Nullable Object>> rows(int count, IntFunction<List<@Nullable Object>> row) {
        return IntStream.range(0, count).mapToObj(row).toList();
    }

    private static long count(MySqlConnection connection, String table) {
        return number(connection, "SELECT COUNT(*) FROM " + table);
    }

    // --- many rows -------------------------------------------------------------------------------------------------

    @Test
    void executeBatch_10000Rows_takeAFewWritesAndAreAllThere() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, name VARCHAR(40), d DOUBLE");
        String insert = "INSERT INTO " + table + " (id, name, d) VALUES (?, ?, ?)";
        List<List<@Nullable Object>> rows =
                rows(MANY, i -> Arrays.asList(i, i % 10 == 0 ? null : "it's " + i, i / 4.0));
        int before = transport.writes();
        long start = System.nanoTime();

        BatchResult result = await(connection.executeBatch(insert, rows));

        long millis = (System.nanoTime() - start) / 1_000_000;
        int writes = transport.writes() - before;
        LOG.info("{}: {} writes, {} ms, {}", server, writes, millis, result);
        assertThat(writes).isLessThanOrEqualTo(4);
        assertThat(result.ways()).containsExactly(together(connection));
        assertThat(result.affectedRows()).isEqualTo(MANY);
        assertThat(result.isComplete()).isTrue();
        assertThat(result.outcomes()).hasSize(MANY).containsOnly(new Run(1));
        assertThat(row(connection, "SELECT COUNT(*), COUNT(name), SUM(id), SUM(d) FROM " + table)
                        .toList()
                        .toString())
                .isEqualTo("[10000, 9000, 49995000, 1.249875E7]");
    }

    @Test
    void executeBatch_duplicateInTheMiddle_isToldAtItsRowAndAllOthersAreThere() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, name VARCHAR(40)");
        int before = transport.writes();

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?, ?)", rows(MANY, i -> List.of(i == 5000 ? 4999 : i, "n" + i))));

        LOG.info("{}: {} writes with one bad row", server, transport.writes() - before);
        assertThat(transport.writes() - before).isLessThan(60);
        assertFailed(result, 5000, 1062);
        assertThat(result.affectedRows()).isEqualTo(MANY - 1);
        assertThat(result.ways()).containsExactlyInAnyOrder(together(connection), PIPELINED);
        assertThat(count(connection, table)).isEqualTo(MANY - 1);
        assertThat(text(connection, "SELECT name FROM " + table + " WHERE id = 4999"))
                .isEqualTo("n4999");
        assertUsable(connection);
    }

    private static void assertFailed(BatchResult result, int row, int code) {
        for (int i = 0; i < result.outcomes().size(); i++) {
            BatchOutcome outcome = result.outcomes().get(i);
            if (i == row) {
                assertThat(outcome).isInstanceOf(Failed.class);
                assertThat(((MySqlServerException) ((Failed) outcome).error()).errorCode())
                        .isEqualTo(code);
            } else {
                assertThat(outcome).isEqualTo(new Run(1));
            }
        }
    }

    @Test
    void executeBatch_pipelined_leavesInFewWritesAndToldRowByRow() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        await(connection.begin());
        int before = transport.writes();
        long start = System.nanoTime();

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?)", rows(MANY, List::of), BatchMode.PIPELINED));

        long millis = (System.nanoTime() - start) / 1_000_000;
        LOG.info("{}: {} writes, {} ms, {}", server, transport.writes() - before, millis, result);
        await(connection.commit());
        assertThat(result.ways()).containsExactly(PIPELINED);
        assertThat(result.outcomes()).containsOnly(new Run(1));
        assertThat(count(connection, table)).isEqualTo(MANY);
    }

    @Test
    void executeBatch_pipeliningOff_runsOneAfterTheOther() {
        MySqlConnection connection = connect(
                options -> options.transport(transport).autocommit(true).pipelining(dev.mysqlasync.Pipelining.OFF));
        String table = createTable(connection, "id INT PRIMARY KEY");
        int before = transport.writes();

        await(connection.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(20, List::of), BatchMode.PIPELINED));

        assertThat(transport.writes() - before).isEqualTo(21);
    }

    // --- kinds of rows ---------------------------------------------------------------------------------------------

    @Test
    void executeBatch_mixedTypes_areWhatTheyAreAlone() {
        MySqlConnection connection = connection();
        String columns = "id INT PRIMARY KEY, v VARCHAR(100), w DECIMAL(30,10), b VARBINARY(20)";
        String alone = createTable(connection, columns);
        String batch = createTable(connection, columns);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<@Nullable Object> values = Arrays.asList(
                1,
                2L,
                (short) 3,
                "text",
                1.5,
                0.1f,
                true,
                null,
                LocalDateTime.of(2024, 2, 29, 1, 2, 3),
                new BigDecimal("1.50"));
        for (int i = 0; i < 200; i++) {
            rows.add(Arrays.asList(
                    i, values.get(i % 10), i % 3 == 0 ? "12.5" : i % 3 == 1 ? 12.5 : 12, new byte[] {(byte) i, 39, 92, 0
                    }));
        }
        await(connection.executeBatch("INSERT INTO " + alone + " VALUES (?, ?, ?, ?)", rows, BatchMode.PIPELINED));

        BatchResult result = await(connection.executeBatch("INSERT INTO " + batch + " VALUES (?, ?, ?, ?)", rows));

        assertThat(result.ways()).containsExactly(REWRITTEN);
        assertThat(number(
                        connection,
                        "SELECT COUNT(*) FROM " + alone + " a JOIN " + batch
                                + " b ON a.id = b.id AND a.v <=> b.v AND a.w <=> b.w AND a.b <=> b.b"))
                .isEqualTo(200);
    }

    @Test
    void executeBatch_typesThatChangeOnce_takeTwoCommands() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "v VARCHAR(40)");

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?)", rows(200, i -> List.of(i < 100 ? i : "s" + i))));

        assertThat(result.chunks()).hasSize(isMariaDb(connection) ? 2 : 1);
        assertThat(result.ways()).containsExactly(together(connection));
        assertThat(count(connection, table)).isEqualTo(200);
    }

    @Test
    void executeBatch_maxAllowedPacket_splits() {
        MySqlConnection connection =
                connect(options -> options.transport(transport).autocommit(true).maxAllowedPacket(10_000));
        String table = createTable(connection, "id INT PRIMARY KEY, b BLOB");

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?, ?)",
                rows(100, i -> List.of(i, new byte[i == 50 ? 9_000 : 900]))));

        assertThat(result.isComplete()).isTrue();
        assertThat(result.chunks()).hasSizeBetween(11, 25);
        assertThat(row(connection, "SELECT COUNT(*), SUM(LENGTH(b)) FROM " + table)
                        .getString(1))
                .isEqualTo("98100");
    }

    @Test
    void executeBatch_rowOverThePacket_failsAlone() {
        MySqlConnection connection =
                connect(options -> options.transport(transport).autocommit(true).maxAllowedPacket(10_000));
        String table = createTable(connection, "id INT PRIMARY KEY, b BLOB");

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?, ?)", rows(10, i -> List.of(i, new byte[i == 5 ? 20_000 : 10]))));

        assertThat(result.outcomes().get(5).error()).isInstanceOf(dev.mysqlasync.MySqlLimitException.class);
        assertThat(count(connection, table)).isEqualTo(9);
        assertUsable(connection);
    }

    @Test
    void executeBatch_wrongArguments_failBeforeAnythingIsRun() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v INT");
        String insert = "INSERT INTO " + table + " VALUES (?, ?)";

        failure(connection.executeBatch(insert, List.of(List.of(1, 1), List.of(2))), IllegalArgumentException.class);
        failure(connection.executeBatch(insert, List.of(List.of(1), List.of(2))), IllegalArgumentException.class);
        failure(
                connection.executeBatch(insert, List.of(List.of(1), List.of(2)), BatchMode.PIPELINED),
                IllegalArgumentException.class);
        failure(
                connection.executeBatch(insert, List.of(List.of(1, 1), List.of(2, Double.NaN))),
                IllegalArgumentException.class);
        failure(
                connection.executeBatch(insert, List.of(List.of(1, 1), List.of(2, new Object()))),
                IllegalArgumentException.class);

        assertThat(count(connection, table)).isZero();
        assertUsable(connection);
    }

    @Test
    void executeBatch_noRows_doesNothing() {
        MySqlConnection connection = connection();
        int before = transport.writes();

        BatchResult result = await(connection.executeBatch("INSERT INTO no_such_table VALUES (?)", List.of()));

        assertThat(result.outcomes()).isEmpty();
        assertThat(transport.writes()).isEqualTo(before);
    }

    // --- kinds of statements ---------------------------------------------------------------------------------------

    @Test
    void executeBatch_update_tellsWhatEachRowAffected() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v INT");
        await(connection.executeBatch("INSERT INTO " + table + " VALUES (?, 0)", rows(50, List::of)));

        BatchResult result = await(connection.executeBatch(
                "UPDATE " + table + " SET v = ? WHERE id < ?",
                List.of(List.of(1, 10), List.of(1, 10), List.of(2, 20))));

        assertThat(result.ways()).containsExactly(PIPELINED);
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

    @Test
    void executeBatch_returning_countsTheRowsThatAreThere() {
        MySqlConnection connection = connection();
        org.junit.jupiter.api.Assumptions.assumeTrue(isMariaDb(connection), "MySQL has no RETURNING");
        String table = createTable(connection, "id INT AUTO_INCREMENT PRIMARY KEY, v INT");

        BatchResult result = await(
                connection.executeBatch("INSERT INTO " + table + " (v) VALUES (?) RETURNING id", rows(100, List::of)));

        assertThat(result.affectedRows()).isEqualTo(100);
        assertThat(result.ways()).containsExactly(BULK);
        assertThat(count(connection, table)).isEqualTo(100);
    }

    /** Forms that aiomysql's regular expression misses or gets wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO %s (id, v) VALUES(?,?)",
                "insert low_priority ignore into %s\n(`id`, `v`)\nvalues\n(?, ?);",
                "/* values (?, ?) */ INSERT INTO %s (id, v) VALUES (?, CONCAT(?, ') VALUES (?'))",
                "INSERT INTO %s (id, v) VALUE (?, ?) -- the end",
                "INSERT INTO %s (v, id) VALUES (UPPER('?'), ? + LENGTH(?) * 0)",
                "INSERT INTO %s (id, v) VALUES (? /* ) */, CONCAT('a''b\"', ?)) ON DUPLICATE KEY UPDATE v = VALUES(v)"
            })
    void executeBatch_insertInAnyForm_goesTogetherAndInsertsAll(String sql) {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v VARCHAR(60)");

        BatchResult result = await(connection.executeBatch(sql.formatted(table), rows(40, i -> List.of(i, "v" + i))));

        assertThat(result.ways()).containsExactly(together(connection));
        assertThat(row(connection, "SELECT COUNT(*), SUM(id) FROM " + table).toList())
                .hasToString("[40, 780]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO %s SELECT ?, ?",
                "INSERT INTO %s SET id = ?, v = ?",
                "INSERT INTO %s VALUES (?, 'x') ON DUPLICATE KEY UPDATE v = ?",
                "INSERT INTO %s VALUES (?, (SELECT ?))"
            })
    void executeBatch_insertThatCannotGoTogether_goesRowByRow(String sql) {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v VARCHAR(60)");

        BatchResult result = await(connection.executeBatch(sql.formatted(table), rows(40, i -> List.of(i, "v" + i))));

        assertThat(result.ways()).containsExactly(PIPELINED);
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

    // --- tables that keep what failed ------------------------------------------------------------------------------

    @Test
    void executeBatch_myIsam_goesRowByRowAndRunsNothingTwice() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT, v INT UNIQUE");
        await(connection.execute("ALTER TABLE " + table + " ENGINE = MyISAM"));

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?, ?)", rows(100, i -> Arrays.asList(i, i == 50 ? 0 : i))));

        assertThat(result.ways()).containsExactly(PIPELINED);
        assertFailed(result, 50, 1062);
        assertThat(count(connection, table)).isEqualTo(99);
    }

    /** What the trigger does stays when the statement fails: run again, it would do it again. */
    @Test
    void executeBatch_triggerIntoMyIsam_runsNothingTwice() {
        MySqlConnection connection = connection();
        String log = createTable(connection, "id INT");
        await(connection.execute("ALTER TABLE " + log + " ENGINE = MyISAM"));
        String table = createTable(connection, "id INT PRIMARY KEY");
        await(connection.execute("CREATE TRIGGER t_" + table + " BEFORE INSERT ON " + table
                + " FOR EACH ROW INSERT INTO " + log + " VALUES (NEW.id)"));

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?)", rows(100, i -> List.of(i == 50 ? 0 : i))));

        assertFailed(result, 50, 1062);
        assertThat(count(connection, log)).isEqualTo(100);
    }

    @Test
    void executeBatch_storedFunctionInTheRow_runsItOnceForEachRow() {
        MySqlConnection connection = connection();
        String log = createTable(connection, "id INT");
        await(connection.execute("ALTER TABLE " + log + " ENGINE = MyISAM"));
        String table = createTable(connection, "id INT PRIMARY KEY");
        String function = "f_" + table;
        await(connection.execute("CREATE FUNCTION " + function + "(x INT) RETURNS INT NO SQL BEGIN INSERT INTO " + log
                + " VALUES (x); RETURN x; END"));
        dropAfterwards("FUNCTION " + function);

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (" + function + "(?))", rows(100, i -> List.of(i == 50 ? 0 : i))));

        assertFailed(result, 50, 1062);
        assertThat(count(connection, log)).isEqualTo(100);
    }

    /** Outside strict mode NULL becomes a default where several rows are inserted at once. */
    @Test
    void executeBatch_withoutStrictMode_checksRowsAsIfAlone() {
        MySqlConnection connection =
                connect(options -> options.transport(transport).autocommit(true).sqlMode(""));
        String table = createTable(connection, "id INT PRIMARY KEY, v INT NOT NULL");

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?, ?)", rows(20, i -> Arrays.asList(i, i == 7 ? null : i))));

        assertFailed(result, 7, 1048);
    }

    @Test
    void executeBatch_accountThatSeesNoTriggers_tellsThatTheRowsFailedTogether() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        String user = "b" + table.substring(3, 20);
        await(connection.execute("CREATE USER " + user + "@'%' IDENTIFIED BY 'batch'"));
        dropAfterwards("USER " + user + "@'%'");
        await(connection.execute("GRANT INSERT, SELECT ON " + table + " TO " + user + "@'%'"));
        MySqlConnection limited =
                connect(options(user, "batch").transport(transport).autocommit(true));

        BatchResult all = await(limited.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(100, List::of)));
        BatchResult failed =
                await(limited.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(100, i -> List.of(99 + i))));

        assertThat(all.ways()).containsExactly(together(connection));
        assertThat(failed.outcomes()).hasOnlyElementsOfType(BatchOutcome.FailedTogether.class);
        assertThat(count(connection, table)).isEqualTo(100);
    }

    // --- transactions and order ------------------------------------------------------------------------------------

    @Test
    void executeBatch_inATransaction_failingCommandLeavesTheRestOfItAlone() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        await(connection.begin());
        await(connection.execute("INSERT INTO " + table + " VALUES (-1)"));

        BatchResult result = await(connection.executeBatch(
                "INSERT INTO " + table + " VALUES (?)", rows(100, i -> List.of(i == 50 ? -1 : i))));

        assertFailed(result, 50, 1062);
        assertThat(connection.isInTransaction()).isTrue();
        assertThat(count(connection, table)).isEqualTo(100);
        await(connection.rollback());
        assertThat(count(connection, table)).isZero();
    }

    @Test
    void executeBatch_betweenOtherStatements_isRunInItsPlace() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        var before = connection.execute("INSERT INTO " + table + " VALUES (50)");

        var batch = connection.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(100, List::of));
        var counted = connection.query("SELECT COUNT(*), MAX(id) FROM " + table);
        var emptied = connection.execute("DELETE FROM " + table);
        var second = connection.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(10, List::of));

        await(before);
        assertFailed(await(batch), 50, 1062);
        Row row = await(counted).get(0);
        assertThat(row.toList()).hasToString("[100, 99]");
        assertThat(await(emptied).affectedRows()).isEqualTo(100);
        assertThat(await(second).affectedRows()).isEqualTo(10);
    }

    @Test
    void executeBatch_lockWaitTimeout_endsTheBatch() {
        MySqlConnection holder = connect();
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        await(connection.execute("SET innodb_lock_wait_timeout = 1"));
        await(holder.execute("INSERT INTO " + table + " VALUES (5)"));

        BatchResult result = await(connection.executeBatch("INSERT INTO " + table + " VALUES (?)", rows(10, List::of)));

        assertThat(result.outcomes()).hasOnlyElementsOfType(BatchOutcome.FailedTogether.class);
        assertThat(((MySqlServerException) result.firstError().orElseThrow()).errorCode())
                .isEqualTo(1205);
        await(holder.rollback());
        assertThat(count(connection, table)).isZero();
    }
}
