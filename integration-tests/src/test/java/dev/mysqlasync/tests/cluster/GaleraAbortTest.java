package dev.mysqlasync.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction that another node has aborted between two of its statements. */
@Tag("clusters")
class GaleraAbortTest {

    private final MySqlConnection connection = connect("GALERA1");
    private final MySqlConnection beside = connect("GALERA1");
    private final MySqlConnection elsewhere = connect("GALERA2");

    private static MySqlConnection connect(String server) {
        return MySqlConnection.connect(ClusterServers.options(server)).join();
    }

    @BeforeEach
    void create() {
        beside.execute("CREATE DATABASE IF NOT EXISTS ledger").join();
        beside.execute("CREATE OR REPLACE TABLE ledger.hot (id INT PRIMARY KEY, v INT, memo TEXT)")
                .join();
        beside.execute("INSERT INTO ledger.hot VALUES (1, 0, ''), (2, 0, '')").join();
        beside.commit().join();
        while (count(elsewhere) < 2) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        CompletableFuture.allOf(connection.close(), beside.close(), elsewhere.close())
                .join();
    }

    private static int count(MySqlConnection connection) {
        int count = connection
                .query("SELECT COUNT(*) FROM ledger.hot")
                .join()
                .get(0)
                .getInt(0);
        connection.rollback().join();
        return count;
    }

    private int value(int id) {
        int value = beside.query("SELECT v FROM ledger.hot WHERE id = " + id)
                .join()
                .get(0)
                .getInt(0);
        beside.rollback().join();
        return value;
    }

    /** Changes row 1 in a transaction that stays open, and has it aborted. */
    private void abort() {
        connection.query("SELECT ?", 1).join(); // now it is known how the server counts
        connection.begin().join();
        connection
                .execute("UPDATE ledger.hot SET v = v + ? WHERE id = ?", 10, 1)
                .join();
        elsewhere.execute("UPDATE ledger.hot SET v = 1000 WHERE id = 1").join();
        elsewhere.commit().join();
        while (value(1) != 1000) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void newStatement_behindTheAbort_failsAndRunsNoOther(boolean cursor) {
        abort();
        Statement statement = Statement.of("UPDATE ledger.hot SET v = v + ? WHERE id = ? /* new */", 100, 2);
        CompletableFuture<?> update = connection.execute(cursor ? statement.fetchSize(10) : statement);

        assertFailsWithDeadlock(update);
        connection.commit().join();
        assertThat(value(1)).isEqualTo(1000);
        assertThat(value(2)).isZero();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void batch_behindTheAbort_failsAndRunsNoOther() {
        abort();
        connection
                .executeBatch(
                        "INSERT INTO ledger.hot VALUES (?, ?, ?)",
                        List.of(List.of(3, 3, "three"), List.of(4, 4, "four")))
                .handle((done, failure) -> done)
                .join();
        connection.rollback().handle((done, failure) -> done).join();
        assertThat(value(1)).isEqualTo(1000);
        assertThat(count(beside)).isEqualTo(2);
    }

    private static void assertFailsWithDeadlock(CompletableFuture<?> update) {
        Throwable thrown = catchThrowable(update::join);
        assertThat(thrown).isInstanceOf(CompletionException.class);
        assertThat(thrown.getCause())
                .isInstanceOfSatisfying(
                        MySqlServerException.class,
                        error -> assertThat(error.errorCode()).isEqualTo(1213));
    }
}
