package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.tests.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The server halts, or dies and comes back, while many use a pool. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the jar with the server is for this system")
class PoolOutageTest {

    private static final int USERS = 64;
    private static final int SIZE = 10;

    private PrivateServer server;
    private MySqlPool pool;

    @BeforeEach
    void start() throws IOException {
        server = PrivateServer.start();
        pool = MySqlPool.create(
                server.options(),
                PoolOptions.builder()
                        .maxSize(SIZE)
                        .acquireTimeout(Duration.ofSeconds(1))
                        .build());
        MySqlConnection connection = await(MySqlConnection.connect(server.options()));
        await(connection.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1")); // for what is committed to stay
        await(connection.execute("CREATE TABLE done (id BIGINT PRIMARY KEY, times INT NOT NULL)"));
        await(connection.close());
    }

    @AfterEach
    void stop() {
        pool.close();
        server.close();
    }

    @Test
    void restart_underLoad_executesNothingTwiceAndThePoolRecovers() throws IOException {
        List<CountingUser> users = IntStream.range(0, USERS)
                .mapToObj(user -> new CountingUser(pool, user))
                .toList();
        users.forEach(CountingUser::begin);
        Await.until(() -> users.stream().allMatch(user -> user.successes() >= 3));

        server.kill();
        Await.until(() -> users.stream().allMatch(user -> user.failures() >= 3));
        server.startAgain();
        List<Integer> before = users.stream().map(CountingUser::successes).toList();
        Await.until(() -> IntStream.range(0, USERS).allMatch(i -> users.get(i).successes() > before.get(i) + 2));
        users.forEach(user -> await(user.end()));

        assertThat(users).allSatisfy(user -> assertThat(user.untyped()).isEmpty());
        MySqlConnection watcher = await(MySqlConnection.connect(server.options()));
        assertThat(ServerScene.number(watcher, "SELECT COUNT(*) FROM done WHERE times <> 1"))
                .as("executed more than once")
                .isZero();
        for (CountingUser user : users) {
            assertThat(user.done()).as("what succeeded is there").isSubsetOf(idsOf(watcher, user));
            assertThat(user.notDone())
                    .as("what is said not to be executed is not there")
                    .doesNotContainAnyElementsOf(idsOf(watcher, user));
        }
        await(watcher.close());
    }

    private static List<Long> idsOf(MySqlConnection watcher, CountingUser user) {
        return await(watcher.query(
                "SELECT id FROM done WHERE id BETWEEN ? AND ?", row -> row.getLong(0), user.firstId(), user.lastId()));
    }

    @Test
    void halt_midStatement_deadlineFiresAndThePoolRecovers() throws IOException, InterruptedException {
        MySqlConnection gate = await(MySqlConnection.connect(server.options()));
        await(gate.query("SELECT GET_LOCK('gate', 0)"));
        connectAll();
        List<CompletableFuture<Rows>> running = Stream.generate(
                        () -> pool.query("SELECT GET_LOCK('gate', 600), RELEASE_LOCK('gate')"))
                .limit(SIZE)
                .toList();
        Await.until(() -> pool.stats().used() == SIZE);

        server.halt();
        CompletableFuture<Rows> late = pool.query(Statement.of("SELECT 1").timeout(Duration.ofMillis(100)));
        assertThat(failure(late, MySqlTimeoutException.class).isSafeToRetry()).isTrue();
        assertThat(failure(pool.query("SELECT 1"), MySqlException.class).isTransient())
                .isTrue();
        server.resume();

        await(gate.close()); // and the lock is free
        running.forEach(future -> assertThat(await(future)).hasSize(1));
        awaitRecovery();
    }

    /** Has all connections made that there may be, however long that takes. */
    private void connectAll() {
        List<MySqlConnection> all = Stream.generate(() -> PoolScene.acquirePatiently(pool))
                .limit(SIZE)
                .toList();
        all.forEach(connection -> await(connection.close()));
        Await.until(() -> pool.stats().idle() == SIZE);
    }

    private void awaitRecovery() {
        Await.until(() -> await(pool.query("SELECT 1").handle((rows, failure) -> failure == null)));
    }

    @Test
    void halt_statementsWithDeadlines_areAnsweredAndTheirConnectionsReplaced()
            throws IOException, InterruptedException {
        connectAll();
        server.halt();

        List<CompletableFuture<Rows>> all = Stream.generate(
                        () -> pool.query(Statement.of("SELECT 1").timeout(Duration.ofMillis(200))))
                .limit(USERS)
                .toList();
        all.forEach(future -> failure(future, MySqlException.class));
        server.resume();

        awaitRecovery();
        Await.until(() -> pool.stats().used() == 0 && pool.stats().waiting() == 0);
    }
}
