package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mysqlasync.IsolationLevel;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.tests.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that get into each other's way. */
class TransactionRetryTest extends ServerScene {

    private static final TransactionOptions DEFAULTS = TransactionOptions.defaults();
    private static final RetryPolicy PATIENT = RetryPolicy.defaults().maxAttempts(100);

    private MySqlConnection one;
    private MySqlConnection other;
    private String table;
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void open() {
        one = connect(options -> options.autocommit(true));
        other = connect();
        table = createTable(one, "k INT PRIMARY KEY, v INT");
        await(one.execute("INSERT INTO " + table + " VALUES (1, 0), (2, 0)"));
    }

    private CompletableFuture<?> increment(Transaction transaction, int key) {
        return transaction.execute("UPDATE " + table + " SET v = v + 1 WHERE k = ?", key);
    }

    private long value(int key) {
        return number(one, "SELECT v FROM " + table + " WHERE k = ?", key);
    }

    @Test
    void deadlock_ofTwoTransactions_bothSucceedInTheEnd() {
        CompletableFuture<Void> oneHasItsRow = new CompletableFuture<>();
        CompletableFuture<Void> otherHasItsRow = new CompletableFuture<>();
        CompletableFuture<?> up = crossing(one, 1, 2, oneHasItsRow, otherHasItsRow);
        CompletableFuture<?> down = crossing(other, 2, 1, otherHasItsRow, oneHasItsRow);
        await(up);
        await(down);

        assertThat(value(1)).isEqualTo(2);
        assertThat(value(2)).isEqualTo(2);
        assertThat(calls.get()).isGreaterThan(2);
    }

    /** Takes one row, waits until the other transaction has the second, and asks for that. */
    private CompletableFuture<?> crossing(
            MySqlConnection connection,
            int first,
            int second,
            CompletableFuture<Void> hasFirst,
            CompletableFuture<Void> otherIsReady) {
        return connection.retryTransaction(PATIENT, DEFAULTS, transaction -> {
            calls.incrementAndGet();
            return increment(transaction, first)
                    .thenCompose(done -> {
                        hasFirst.complete(null);
                        return otherIsReady;
                    })
                    .thenCompose(ready -> increment(transaction, second))
                    .thenAccept(done -> {});
        });
    }

    @Test
    void lockWaitTimeout_isRetriedWithAllThatCameBefore() {
        await(one.execute("SET innodb_lock_wait_timeout = 1"));
        await(other.begin());
        await(other.execute("UPDATE " + table + " SET v = 10 WHERE k = 2"));
        CompletableFuture<Void> second = new CompletableFuture<>();
        CompletableFuture<Void> result = one.retryTransaction(PATIENT, DEFAULTS, transaction -> {
            if (calls.incrementAndGet() == 2) {
                second.complete(null);
            }
            return increment(transaction, 1)
                    .thenCompose(done -> increment(transaction, 2))
                    .thenAccept(done -> {});
        });
        await(second);
        await(other.commit());
        await(result);

        assertThat(value(1)).isEqualTo(1);
        assertThat(value(2)).isEqualTo(11);
    }

    @Test
    void snapshotConflict_onMariaDbsSnapshotIsolation_isRetried() {
        assumeTrue(isMariaDb(one)
                && number(
                                one,
                                "SELECT COUNT(*) FROM information_schema.system_variables"
                                        + " WHERE variable_name = 'innodb_snapshot_isolation'")
                        == 1);
        await(one.execute("SET innodb_snapshot_isolation = ON"));
        TransactionOptions repeatable = DEFAULTS.isolation(IsolationLevel.REPEATABLE_READ);
        await(one.retryTransaction(
                PATIENT,
                repeatable,
                transaction -> transaction
                        .query("SELECT v FROM " + table)
                        .thenCompose(rows -> calls.incrementAndGet() == 1
                                ? other.inTransaction(rival -> increment(rival, 1))
                                : CompletableFuture.completedFuture(null))
                        .thenCompose(done -> increment(transaction, 1))));

        assertThat(value(1)).isEqualTo(2);
        assertThat(calls.get()).isEqualTo(2);
    }

    @Test
    void deadlock_error_saysThatTheTransactionIsGone() {
        CompletableFuture<Void> oneReady = new CompletableFuture<>();
        CompletableFuture<Void> otherReady = new CompletableFuture<>();
        CompletableFuture<?> up = once(one, 1, 2, oneReady, otherReady);
        CompletableFuture<?> down = once(other, 2, 1, otherReady, oneReady);
        Throwable failure = await(up.handle((done, failed) -> failed)) == null
                ? await(down.handle((done, failed) -> failed))
                : await(up.handle((done, failed) -> failed));

        assertThat(failure).isInstanceOfSatisfying(MySqlException.class, error -> {
            assertThat(error.isTransactionRolledBack()).isTrue();
            assertThat(error.isTransient()).isTrue();
            assertThat(error.isFatal()).isFalse();
        });
        assertUsable(one);
        assertUsable(other);
    }

    private CompletableFuture<?> once(
            MySqlConnection connection,
            int first,
            int second,
            CompletableFuture<Void> hasFirst,
            CompletableFuture<Void> otherIsReady) {
        return connection.inTransaction(transaction -> increment(transaction, first)
                .thenCompose(done -> {
                    hasFirst.complete(null);
                    return otherIsReady;
                })
                .thenCompose(ready -> increment(transaction, second)));
    }

    @Test
    void increments_ofManyConnections_areAllCounted() {
        List<MySqlConnection> connections =
                IntStream.range(0, 6).mapToObj(i -> connect()).toList();
        List<CompletableFuture<?>> done = new ArrayList<>();
        for (MySqlConnection connection : connections) {
            done.add(repeat(connection, 10));
        }
        done.forEach(Await::await);

        assertThat(value(1)).isEqualTo(60);
        assertThat(value(2)).isEqualTo(60);
    }

    /** Increments both rows, in an order that is made for deadlocks. */
    private CompletableFuture<?> repeat(MySqlConnection connection, int times) {
        int first = 1 + times % 2;
        CompletableFuture<?> once = connection.retryTransaction(
                PATIENT,
                DEFAULTS,
                transaction -> increment(transaction, first).thenCompose(done -> increment(transaction, 3 - first)));
        return times == 1 ? once : once.thenCompose(done -> repeat(connection, times - 1));
    }
}
