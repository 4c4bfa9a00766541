package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Row;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.Xid;
import dev.mysqlasync.driver.StreamReader;
import dev.mysqlasync.tests.stream.Counting;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A connection is one user's until it is released, and has nothing to do with that user afterwards. */
class PoolLeaseTest extends PoolScene {

    private static final int ROUNDS = 1_000;

    /** They are cancelled from another thread, while rows may be arriving. */
    @Test
    void connection_streamsAreCancelledMeanwhile_hasOneUserAtATime() {
        MySqlPool pool = poolOfOne();
        AtomicBoolean over = new AtomicBoolean();
        Thread canceller = new Thread(() -> {
            SplittableRandom random = new SplittableRandom(7);
            while (!over.get()) {
                StreamReader<Row> reader = StreamReader.of(pool.stream("SELECT 1"), 1);
                for (int spins = random.nextInt(20_000); spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                reader.cancel();
            }
        });
        canceller.start();
        AtomicInteger users = new AtomicInteger();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                int[] most = {0};
                CompletableFuture<?>[] uses = new CompletableFuture<?>[2];
                for (int i = 0; i < uses.length; i++) {
                    uses[i] = pool.acquire().thenCompose(connection -> {
                        most[0] = Math.max(most[0], users.incrementAndGet());
                        return connection.query("DO 1").thenCompose(rows -> {
                            users.decrementAndGet();
                            return connection.close();
                        });
                    });
                }
                await(CompletableFuture.allOf(uses));
                assertThat(most[0]).as("round %s", round).isEqualTo(1);
            }
        } finally {
            over.set(true);
            await(CompletableFuture.runAsync(() -> {
                try {
                    canceller.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
    }

    @Test
    void inTransaction_cancelled_leavesTheNextUsersTransactionAlone() {
        String table = createTable(connect(options -> options.autocommit(true)), "v INT");
        MySqlPool pool = poolOfOne();
        for (int round = 0; round < 100; round++) {
            CompletableFuture<?> cancelled =
                    pool.inTransaction(transaction -> transaction.query("SELECT SLEEP(0.001)"));
            CompletableFuture<MySqlConnection> next = pool.acquire();
            cancelled.cancel(true);
            MySqlConnection connection = await(next);
            await(connection.begin());
            await(connection.execute("INSERT INTO " + table + " VALUES (?)", round));
            await(connection.query("SELECT SLEEP(0.001)"));
            await(connection.commit());
            await(connection.close());

            assertThat(number(pool, "SELECT COUNT(*) FROM " + table)).isEqualTo(round + 1);
        }
    }

    @Test
    void transactions_afterTheRelease_areRefused() {
        MySqlPool pool = poolOfOne();
        MySqlConnection released = await(pool.acquire());
        await(released.close());

        assertThatThrownBy(() -> released.begin(TransactionOptions.defaults().readOnly()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> released.inTransaction(transaction -> transaction.query("SELECT 1")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> released.retryTransaction(transaction -> transaction.query("SELECT 1")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(number(pool, "SELECT @@autocommit")).isEqualTo(1);
    }

    @Test
    void transaction_openAtTheRelease_isRolledBackBeforeAnybodyElseComes() {
        String table = createTable(connect(options -> options.autocommit(true)), "v INT");
        MySqlPool pool = poolOfOne();
        MySqlConnection released = await(pool.acquire());
        CompletableFuture<Void> stage = new CompletableFuture<>();
        CompletableFuture<Void> inserted = new CompletableFuture<>();
        CompletableFuture<Void> transaction =
                released.inTransaction(running -> running.execute("INSERT INTO " + table + " VALUES (1)")
                        .thenCompose(done -> {
                            inserted.complete(null);
                            return stage;
                        }));
        await(inserted);

        await(released.close());
        MySqlConnection next = await(pool.acquire());
        await(next.begin());
        await(next.execute("INSERT INTO " + table + " VALUES (2)"));
        stage.complete(null); // which would have committed

        assertThat(failure(transaction))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("released");
        assertThat(next.isInTransaction()).isTrue();
        await(next.rollback());
        await(next.close());
        assertThat(number(pool, "SELECT COUNT(*) FROM " + table)).isZero();
    }

    @Test
    void retryTransaction_releasedInItsPause_isNotRunAgain() {
        MySqlConnection owner = connect(options -> options.autocommit(true));
        String table = createTable(owner, "v INT PRIMARY KEY");
        await(owner.execute("INSERT INTO " + table + " VALUES (1)"));
        await(owner.begin());
        await(owner.execute("UPDATE " + table + " SET v = 2"));
        MySqlPool pool = poolOfOne();
        MySqlConnection released = await(pool.acquire());
        await(released.execute("SET innodb_lock_wait_timeout = 1"));
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<Void> failed = new CompletableFuture<>();
        CompletableFuture<?> transaction =
                released.retryTransaction(RetryPolicy.defaults(), TransactionOptions.defaults(), running -> {
                    attempts.incrementAndGet();
                    return running.execute("UPDATE " + table + " SET v = 3").whenComplete((done, failure) -> {
                        failed.complete(null);
                        released.close();
                    });
                });
        await(failed);

        assertThat(failure(transaction)).isNotNull();
        assertThat(attempts).hasValue(1);
        await(owner.rollback());
        assertThat(number(pool, "SELECT v FROM " + table)).isEqualTo(1);
    }

    @Test
    void streamingCursor_leftOpenAtTheRelease_doesNotKeepTheNextUserWaiting() {
        MySqlPool pool = poolOfOne();
        MySqlConnection released = await(pool.acquire());
        Cursor cursor = released.streamingCursor();
        await(cursor.execute(Counting.rows("d0.n", Integer.MAX_VALUE)));
        await(cursor.fetchMany(3));
        long id = released.connectionId();
        await(released.close());

        assertThat(number(pool, "SELECT CONNECTION_ID()")).isEqualTo(id);
    }

    @Test
    void withConnection_cancelledInItsSecondStatement_stopsThat() {
        MySqlPool pool = poolOfOne();
        CompletableFuture<Long> id = new CompletableFuture<>();
        CompletableFuture<?> use =
                pool.withConnection(connection -> connection.query("SELECT 1").thenCompose(rows -> {
                    CompletableFuture<?> second = connection.query("SELECT SLEEP(600)");
                    id.complete(connection.connectionId());
                    return second;
                }));
        await(id);
        use.cancel(true);

        assertThat(number(pool, "SELECT CONNECTION_ID()")).isEqualTo(await(id));
    }

    @Test
    void closed_completesWithTheLease() {
        MySqlPool pool = poolOfOne();
        MySqlConnection connection = await(pool.acquire());
        CompletableFuture<Void> closed = connection.closed();
        assertThat(closed).isNotDone();

        await(connection.close());

        await(closed);
    }

    /** Where a session with a prepared branch starts over, some servers lose what it has done. */
    @Test
    void xaTransaction_preparedAtTheRelease_canBeCommittedByAnother() {
        MySqlConnection other = connect(options -> options.autocommit(true));
        String table = createTable(other, "v INT");
        Xid xid = Xid.of(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII), new byte[0]);
        MySqlPool pool = poolOfOne();
        MySqlConnection connection = await(pool.acquire());
        await(connection.xa().start(xid));
        await(connection.execute("INSERT INTO " + table + " VALUES (1)"));
        await(connection.xa().end(xid));
        await(connection.xa().prepare(xid));
        long id = connection.connectionId();
        assertThat(failure(connection.reset())).isInstanceOf(IllegalStateException.class);
        await(connection.close());
        assertThat(number(pool, "SELECT CONNECTION_ID()")).isNotEqualTo(id);

        await(other.xa().commit(xid));

        assertThat(number(other, "SELECT COUNT(*) FROM " + table)).isEqualTo(1);
    }

    @Test
    void role_takenByAUser_doesNotReachTheNextOne() {
        MySqlConnection owner = connect(options -> options.autocommit(true));
        String role = "r" + UUID.randomUUID().toString().substring(0, 8);
        await(owner.execute("CREATE ROLE " + role));
        dropAfterwards("ROLE " + role);
        String account = await(owner.query("SELECT CURRENT_USER()")).get(0).getString(0);
        await(owner.execute("GRANT " + role + " TO '" + account.replace("@", "'@'") + "'"));
        MySqlPool pool = poolOfOne();
        String before = text(pool, "SELECT CURRENT_ROLE()");

        await(pool.withConnection(connection -> connection.execute("SET ROLE " + role)));

        assertThat(text(pool, "SELECT CURRENT_ROLE()")).isEqualTo(before);
    }
}
