package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Autocommit;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlUncommittedException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.PoolOptionsBuilder;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.StatusFlag;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What those who use a pool can rely on, whatever becomes of a connection. */
class PoolUserTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A server with a session's transaction: whether autocommit is on, and whether something was changed since. */
    private final Scene scene = new Scene(new Manners() {
        private boolean autocommit = true;
        private boolean changed;

        @Override
        boolean settingUp(Peer peer, String command) {
            if (super.settingUp(peer, command) || command.startsWith("QUERY SLEEP") || command.startsWith("QUIT")) {
                return !command.startsWith("QUERY SLEEP");
            }
            autocommit = command.startsWith("QUERY SET autocommit") ? command.endsWith("1") : autocommit;
            boolean ends = command.equals("QUERY COMMIT") || command.equals("QUERY ROLLBACK") || autocommit;
            changed = !ends && (changed || command.startsWith("QUERY INSERT"));
            int status = (autocommit ? ServerBytes.AUTOCOMMIT : 0) | (changed ? StatusFlag.SERVER_STATUS_IN_TRANS : 0);
            peer.send(ServerBytes.answer()
                    .ok(new OkPacket(command.startsWith("QUERY INSERT") ? 1 : 0, 0, status, 0, "", List.of())));
            return true;
        }
    });

    private MySqlPool pool(MySqlOptionsBuilder options, UnaryOperator<PoolOptionsBuilder> change) {
        return MySqlPool.create(
                options.build(),
                change.apply(PoolOptions.builder().maxSize(1).acquireTimeout(SECOND.multipliedBy(30)))
                        .build());
    }

    private <T> CompletableFuture<T> run(CompletableFuture<T> future) {
        scene.watch(future);
        scene.run();
        return future;
    }

    private void end(MySqlPool pool) {
        pool.close();
        scene.close();
    }

    // --- changes ---------------------------------------------------------------------------------------------------

    @Test
    void withConnection_changesLeftUncommitted_failsAndSaysWhy() {
        MySqlPool pool = pool(scene.options(), options -> options);

        CompletableFuture<ExecuteResult> done =
                run(pool.withConnection(connection -> connection.execute("INSERT INTO t VALUES (1)")));

        assertThat(scene.failure(done, MySqlUncommittedException.class))
                .hasMessageContaining("uncommitted changes")
                .hasMessageContaining("autocommit");
        assertThat(pool.stats().used()).isZero();
        end(pool);
    }

    /** What is not waited for counts, too. */
    @Test
    void withConnection_changesUnderWayAtItsEnd_fails() {
        MySqlPool pool = pool(scene.options(), options -> options);

        CompletableFuture<String> done = run(pool.withConnection(connection -> {
            scene.watch(connection.execute("INSERT INTO t VALUES (1)"));
            return CompletableFuture.completedFuture("early");
        }));

        scene.failure(done, MySqlUncommittedException.class);
        end(pool);
    }

    @Test
    void withConnection_committed_succeeds() {
        MySqlPool pool = pool(scene.options(), options -> options);

        CompletableFuture<Void> done = run(pool.withConnection(connection ->
                connection.execute("INSERT INTO t VALUES (1)").thenCompose(effect -> connection.commit())));

        assertThat(done).isCompleted();
        end(pool);
    }

    @Test
    void withConnection_onlyRead_succeeds() {
        MySqlPool pool = pool(scene.options(), options -> options);
        assertThat(run(pool.withConnection(connection -> connection.execute("DO 1"))))
                .isCompleted();
        end(pool);
    }

    @Test
    void withConnection_autocommit_succeeds() {
        MySqlPool pool = pool(scene.options().autocommit(Autocommit.ON), options -> options);
        assertThat(run(pool.withConnection(connection -> connection.execute("INSERT INTO t VALUES (1)"))))
                .isCompleted();
        end(pool);
    }

    @Test
    void withConnection_releasedByItsFunction_succeedsAndAsksNobodyElsesConnection() {
        MySqlPool pool = pool(scene.options(), options -> options);

        CompletableFuture<String> done =
                run(pool.withConnection(connection -> connection.close().thenApply(closed -> "released")));

        assertThat(done).isCompletedWithValue("released");
        end(pool);
    }

    // --- executors -------------------------------------------------------------------------------------------------

    /** The function's statement, its transaction and its own future are its user's affairs, all of them. */
    @Test
    void reclaimed_everythingOfItsUserEndsByTheCallbackExecutor() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        MySqlPool pool = pool(scene.options().callbackExecutor(tasks::add), options -> options.reclaimAfter(SECOND));
        List<CompletableFuture<?>> users = new ArrayList<>();
        users.add(scene.watch(pool.withConnection(connection -> {
            CompletableFuture<Rows> whole = connection.inTransaction(transaction -> {
                CompletableFuture<Rows> statement = transaction.query("SLEEP");
                users.add(scene.watch(statement));
                return statement;
            });
            users.add(scene.watch(whole));
            return whole;
        })));
        while (users.size() < 3) {
            scene.run();
            drain(tasks);
        }
        scene.run();

        scene.loop().clock().advance(SECOND.multipliedBy(3));
        assertThat(users).noneMatch(CompletableFuture::isDone);
        while (users.stream().anyMatch(future -> !future.isDone())) {
            drain(tasks);
            scene.loop().clock().advance(SECOND);
        }

        pool.close();
        drain(tasks);
        scene.close();
    }

    private static void drain(Queue<Runnable> tasks) {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            task.run();
        }
    }

    // --- connections that are not what they seem -------------------------------------------------------------------

    @Test
    void connection_hasBecomeABlackHole_costsItsFirstUserASecond() {
        MySqlPool pool = pool(scene.options(), options -> options.maxSize(2));
        run(pool.execute("DO 1"));
        scene.peer().pause();
        scene.loop().clock().advance(SECOND.multipliedBy(2));

        CompletableFuture<ExecuteResult> next = scene.watch(pool.execute("DO 2"));
        scene.loop().clock().advance(SECOND.plus(SECOND.dividedBy(2)));

        assertThat(next).isCompleted();
        scene.peer().resume();
        end(pool);
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    @Test
    void close_inMemory_takesVirtualTimeOnly() {
        MySqlPool pool = pool(scene.options(), options -> options.closeTimeout(Duration.ofDays(1)));
        CompletableFuture<MySqlConnection> held = run(pool.acquire());
        CompletableFuture<Rows> running = run(held.join().query("SLEEP"));

        pool.close();

        assertThat(running).isCompletedExceptionally();
        assertThat(scene.loop().clock().elapsed()).isGreaterThanOrEqualTo(Duration.ofDays(1));
        scene.close();
    }
}
