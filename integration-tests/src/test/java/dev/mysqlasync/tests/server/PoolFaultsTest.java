package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlPoolClosedException;
import dev.mysqlasync.MySqlPoolTimeoutException;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.driver.StreamReader;
import dev.mysqlasync.tests.Await;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The faults that aiomysql's pool is known for, and what else goes wrong between a pool and a server. */
class PoolFaultsTest extends PoolScene {

    /** There, a SELECT opens a transaction whose snapshot the next user of the connection still sees. */
    @Test
    void select_afterAnotherUsersSelect_seesWhatWasCommittedMeanwhile() {
        MySqlConnection writer = connect(options -> options.autocommit(true));
        String table = createTable(writer, "v INT");
        MySqlPool pool = poolOfOne();
        String count = "SELECT COUNT(*) FROM " + table;
        assertThat(await(pool.withConnection(connection -> connection.query(count)))
                        .get(0)
                        .getInt(0))
                .isZero();

        await(writer.execute("INSERT INTO " + table + " VALUES (1)"));

        assertThat(await(pool.withConnection(connection -> connection.query(count)))
                        .get(0)
                        .getInt(0))
                .isEqualTo(1);
        assertThat(number(pool, count)).isEqualTo(1);
    }

    /** There, one whose task was cancelled while it waited may take a wake-up with it. */
    @Test
    void acquire_manyWaitersCancelled_theOthersAreServed() {
        MySqlPool pool = poolOfOne();
        MySqlConnection held = await(pool.acquire());
        List<CompletableFuture<MySqlConnection>> waiting =
                Stream.generate(pool::acquire).limit(20).toList();

        for (int i = 0; i < waiting.size(); i += 2) {
            waiting.get(i).cancel(true);
        }
        await(held.close());

        for (int i = 1; i < waiting.size(); i += 2) {
            await(await(waiting.get(i)).close());
        }
        assertThat(pool.stats().waiting()).isZero();
    }

    /** There, who waits does so for ever. */
    @Test
    void acquire_nobodyReleases_endsWithTheFigures() {
        MySqlPool pool = pool(options -> options.maxSize(1).acquireTimeout(Duration.ofMillis(200)));
        MySqlConnection held = acquirePatiently(pool);

        assertThat(failure(pool.query("SELECT 1"), MySqlPoolTimeoutException.class))
                .hasMessageContaining("1 used");
        await(held.close());
    }

    /** There, the lock of the pool is held while a connection is being made. */
    @Test
    void acquire_several_connectAtTheSameTime() {
        MySqlConnection gate = connect();
        String lock = "gate_" + UUID.randomUUID();
        assertThat(number(gate, "SELECT GET_LOCK(?, 0)", lock)).isEqualTo(1);
        List<String> passing = List.of("DO GET_LOCK('" + lock + "', 600)", "DO RELEASE_LOCK('" + lock + "')");
        MySqlPool pool = pool(options().initStatements(passing), options -> options.maxSize(8));

        List<CompletableFuture<MySqlConnection>> acquiring =
                Stream.generate(pool::acquire).limit(8).toList();

        Await.until(() -> pool.stats().connecting() == 8); // none waits for another
        assertThat(number(gate, "SELECT RELEASE_LOCK(?)", lock)).isEqualTo(1);
        acquiring.forEach(future -> await(await(future).close()));
    }

    /** There, a statement whose task was cancelled goes on, and the connection with its answer is lent to the next. */
    @Test
    void cancel_statementUnderWay_endsOnTheServerAndLeavesTheConnectionClean() {
        MySqlConnection watcher = connect(options -> options.autocommit(true));
        MySqlPool pool = poolOfOne();
        String sleep = "SELECT SLEEP(600), 'pool-" + UUID.randomUUID() + "'";
        CompletableFuture<Rows> sleeping = pool.query(sleep);
        Await.until(() -> running(watcher, sleep) == 1);

        sleeping.cancel(true);

        assertThat(number(pool, "SELECT 7")).isEqualTo(7);
        assertThat(running(watcher, sleep)).isZero();
    }

    private static long running(MySqlConnection watcher, String sql) {
        return number(watcher, "SELECT COUNT(*) FROM information_schema.processlist WHERE info = ?", sql);
    }

    @Test
    void cancel_transactionUnderWay_rollsItBack() {
        MySqlConnection watcher = connect(options -> options.autocommit(true));
        String table = createTable(watcher, "v INT");
        MySqlPool pool = poolOfOne();
        CompletableFuture<Void> inserted = new CompletableFuture<>();
        CompletableFuture<Object> transaction = pool.inTransaction(connection -> connection
                .execute("INSERT INTO " + table + " VALUES (1)")
                .thenCompose(done -> {
                    inserted.complete(null);
                    return new CompletableFuture<>();
                }));
        await(inserted);

        transaction.cancel(true);

        assertThat(number(pool, "SELECT COUNT(*) FROM " + table)).isZero();
    }

    @Test
    void inTransaction_success_isCommittedAndFailureRolledBack() {
        String table = createTable(connect(), "v INT PRIMARY KEY");
        MySqlPool pool = poolOfOne();

        await(pool.inTransaction(connection -> connection.execute("INSERT INTO " + table + " VALUES (1)")));
        failure(pool.inTransaction(connection -> connection
                .execute("INSERT INTO " + table + " VALUES (2)")
                .thenCompose(done -> connection.execute("INSERT INTO " + table + " VALUES (1)"))));

        assertThat(number(pool, "SELECT SUM(v) FROM " + table)).isEqualTo(1);
    }

    @Test
    void connection_killedWhileIdle_isReplacedUnnoticed() {
        MySqlConnection killer = connect(options -> options.autocommit(true));
        MySqlPool pool = poolOfOne();
        for (int i = 0; i < 20; i++) {
            long victim = number(pool, "SELECT CONNECTION_ID()");
            Await.until(() -> pool.stats().idle() == 1); // a session that starts over can survive a KILL
            await(killer.execute("KILL CONNECTION " + victim));
            Await.until(() -> pool.stats().size() == 0); // what is sent before that is lost, with an unknown outcome
            assertThat(number(pool, "SELECT ?", i)).isEqualTo(i);
        }
    }

    @Test
    void stream_holdsItsConnectionUntilItHasEnded() {
        MySqlPool pool = poolOfOne();
        StreamReader<Row> rows = StreamReader.of(pool.stream("SELECT 1 UNION SELECT 2 UNION SELECT 3"), 0);

        rows.request(1);
        Await.until(() -> rows.rows().size() == 1);
        assertThat(pool.stats().used()).isEqualTo(1);
        rows.request(10);

        assertThat(await(rows.end())).hasSize(3);
        assertThat(number(pool, "SELECT 1")).isEqualTo(1);
    }

    @Test
    void stream_cancelled_givesItsConnectionBack() {
        MySqlPool pool = poolOfOne();
        StreamReader<Row> rows = StreamReader.of(pool.stream("SELECT 1 UNION SELECT 2 UNION SELECT 3"), 0);
        rows.request(1);
        Await.until(() -> rows.rows().size() == 1);

        rows.cancel();

        assertThat(number(pool, "SELECT 1")).isEqualTo(1);
    }

    /** All of an executor's threads wait for the pool, which goes on without them. */
    @Test
    void query_blockingInOtherThreads_doesNotHangThePool() {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            MySqlPool pool = pool(options -> options.maxSize(2));
            List<CompletableFuture<Long>> all = Stream.iterate(1L, i -> i + 1)
                    .limit(200)
                    .map(i -> CompletableFuture.supplyAsync(() -> number(pool, "SELECT ?", i), threads))
                    .toList();
            for (int i = 0; i < all.size(); i++) {
                assertThat(await(all.get(i))).isEqualTo(i + 1L);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void close_whileUsersWait_answersThemAndLeavesNoConnection() {
        MySqlPool pool = poolOfOne();
        MySqlConnection held = await(pool.acquire());
        long id = held.connectionId();
        CompletableFuture<MySqlConnection> waiting = pool.acquire();

        CompletableFuture<Void> closed = pool.closeAsync(Duration.ofMillis(50));

        assertThat(failure(waiting)).isInstanceOf(MySqlPoolClosedException.class);
        await(closed);
        assertThat(failure(pool.query("SELECT 1"))).isInstanceOf(MySqlPoolClosedException.class);
        MySqlConnection watcher = connect(options -> options.autocommit(true));
        Await.until(() -> number(watcher, "SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?", id) == 0);
    }

    /** What a user's callbacks do with their thread is nobody else's affair. */
    @Test
    void oneShotVerbs_callbackExecutorIsBusy_goOnAllTheSame() {
        MySqlConnection observer = connect(options -> options.autocommit(true));
        String table = createTable(observer, "v INT");
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch release = new CountDownLatch(1);
        executor.execute(() -> Await.await(release));
        try {
            MySqlPool pool = pool(options().callbackExecutor(executor), options -> options.maxSize(1));
            CompletableFuture<?> first = pool.execute("INSERT INTO " + table + " VALUES (1)");
            CompletableFuture<?> second = pool.execute("INSERT INTO " + table + " VALUES (2)");

            Await.until(() -> number(observer, "SELECT COUNT(*) FROM " + table) == 2);

            assertThat(first).isNotDone();
            assertThat(second).isNotDone();
            release.countDown();
            await(first);
            await(second);
        } finally {
            release.countDown();
            executor.shutdown();
        }
    }

    @Test
    void traceContext_ofAWaitingStatement_isThatOfItsCaller() {
        List<String> asked = new CopyOnWriteArrayList<>();
        MySqlPool watched = pool(
                options().traceContext(() -> {
                    asked.add(Thread.currentThread().getName());
                    return null;
                }),
                options -> options.maxSize(1));
        MySqlConnection other = await(watched.acquire());
        asked.clear();
        CompletableFuture<?> waiting = watched.query("SELECT 1");
        await(other.close());
        await(waiting);

        assertThat(asked).first().isEqualTo(Thread.currentThread().getName());
    }
}
