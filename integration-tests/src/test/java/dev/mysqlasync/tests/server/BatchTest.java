package dev.mysqlasync.tests.server;

import static dev.mysqlasync.BatchResult.Strategy.PIPELINED;
import static dev.mysqlasync.BatchResult.Strategy.REWRITTEN;
import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome.Run;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.tests.Await;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Batches of all kinds of rows: which way they take, how often they write, and what they say of each row. */
class BatchTest extends BatchScene {

    private static final Logger LOG = LoggerFactory.getLogger(BatchTest.class);
    private static final int MANY = 10_000;

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
        assertThat(result.strategies()).containsExactly(together(connection));
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
        assertThat(result.strategies()).containsExactlyInAnyOrder(together(connection), PIPELINED);
        assertThat(count(connection, table)).isEqualTo(MANY - 1);
        assertThat(text(connection, "SELECT name FROM " + table + " WHERE id = 4999"))
                .isEqualTo("n4999");
        assertUsable(connection);
    }

    @Test
    void executeBatch_pipelined_leavesInFewWritesAndToldRowByRow() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY");
        int before = transport.writes();
        long start = System.nanoTime();

        BatchResult result = await(connection.inTransaction(transaction -> transaction.executeBatch(
                "INSERT INTO " + table + " VALUES (?)", rows(MANY, List::of), BatchMode.PIPELINED)));

        long millis = (System.nanoTime() - start) / 1_000_000;
        int writes = transport.writes() - before;
        LOG.info("{}: {} writes, {} ms, {}", server, writes, millis, result);
        assertThat(writes).isLessThan(100);
        assertThat(result.strategies()).containsExactly(PIPELINED);
        assertThat(result.outcomes()).containsOnly(new Run(1));
        assertThat(count(connection, table)).isEqualTo(MANY);
    }

    @Test
    void executeBatch_pipeliningOff_runsOneAfterTheOther() {
        MySqlConnection connection =
                connect(options -> options.transport(transport).autocommit(true).pipelining(Pipelining.OFF));
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
        List<@Nullable Object> values =
                Arrays.asList(1, 2L, (short) 3, "text", 1.5, 0.1f, true, null, new BigDecimal("1.50"));
        for (int i = 0; i < 200; i++) {
            rows.add(Arrays.asList(
                    i, values.get(i % 9), i % 3 == 0 ? "12.5" : i % 3 == 1 ? 12.5 : 12, new byte[] {(byte) i, 39, 92, 0
                    }));
        }
        await(connection.executeBatch("INSERT INTO " + alone + " VALUES (?, ?, ?, ?)", rows, BatchMode.PIPELINED));

        BatchResult result = await(connection.executeBatch("INSERT INTO " + batch + " VALUES (?, ?, ?, ?)", rows));

        assertThat(result.strategies()).containsExactly(REWRITTEN);
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
        assertThat(result.strategies()).containsExactly(together(connection));
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

        assertThat(result.outcomes().get(5).error()).isInstanceOf(MySqlLimitException.class);
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
    void executeBatchByName_everyWay_givesEachRowItsValues() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v VARCHAR(9), w VARCHAR(9)");
        List<Map<String, Object>> rows = IntStream.range(0, 50)
                .<Map<String, Object>>mapToObj(i -> Map.of("name", "n" + i, "id", i))
                .toList();

        BatchResult inserted = await(
                connection.executeBatchByName("INSERT INTO " + table + " VALUES (:id, :name, /* :no */ :name)", rows));
        assertThat(inserted.strategies()).containsExactly(together(connection));
        assertThat(inserted.affectedRows()).isEqualTo(50);
        assertThat(number(
                        connection,
                        "SELECT COUNT(*) FROM " + table + " WHERE v = CONCAT('n', id) AND w = CONCAT('n', id)"))
                .isEqualTo(50);
        String update = "UPDATE " + table + " SET v = CONCAT(:name, '!') WHERE id = :id";
        BatchResult updated = await(connection.executeBatchByName(update, rows, BatchMode.PIPELINED));
        assertThat(updated.strategies()).containsExactly(PIPELINED);
        assertThat(number(connection, "SELECT COUNT(*) FROM " + table + " WHERE v = CONCAT('n', id, '!')"))
                .isEqualTo(50);
    }

    @Test
    void executeBatchByName_ofATransactionAndAPool_isRun() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v INT");
        String insert = "INSERT INTO " + table + " VALUES (:id, :v)";

        await(connection.inTransaction(
                tx -> tx.executeBatchByName(insert, List.of(Map.of("id", 1, "v", 1), Map.of("id", 2, "v", 2)))));
        try (MySqlPool pool = MySqlPool.create(
                options().build(),
                PoolOptions.builder().acquireTimeout(Await.LIMIT).build())) {
            await(pool.executeBatchByName(insert, List.of(Map.of("id", 3, "v", 3), Map.of("id", 4, "v", 4))));
        }

        assertThat(number(connection, "SELECT SUM(v) FROM " + table)).isEqualTo(10);
    }

    @Test
    void executeBatchByName_wrongNames_failBeforeAnythingIsRun() {
        MySqlConnection connection = connection();
        String table = createTable(connection, "id INT PRIMARY KEY, v INT");
        String insert = "INSERT INTO " + table + " VALUES (:id, :v)";
        int before = transport.writes();

        for (Map<String, Integer> wrong : List.of(Map.of("id", 2), Map.of("id", 2, "v", 3, "x", 4))) {
            failure(
                    connection.executeBatchByName(insert, List.of(Map.of("id", 1, "v", 1), wrong)),
                    IllegalArgumentException.class);
        }

        assertThat(transport.writes()).isEqualTo(before);
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
}
