package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlPoolTimeoutException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool of connections to scripted servers, down to the bytes. */
class PoolTest {

    private static final List<String> OF_THE_POOL =
            List.of("RESET_CONNECTION", "QUERY SET autocommit", "QUERY SELECT LAST_INSERT_ID(0)");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Everything the pool itself sends, by whichever connection; it is answered at once. */
    private final List<String> ofThePool = new ArrayList<>();

    private final Scene scene = new Scene(new Manners() {
        @Override
        boolean answersKill() {
            return false;
        }

        @Override
        boolean settingUp(Peer peer, String command) {
            boolean answered = super.settingUp(peer, command);
            if (!answered && OF_THE_POOL.stream().anyMatch(command::startsWith)) {
                peer.send(ServerBytes.okAnswer());
                answered = true;
            }
            if (answered) {
                ofThePool.add(command);
            }
            return answered;
        }
    });

    private final MySqlPool pool = MySqlPool.create(
            scene.options().build(),
            PoolOptions.builder().maxSize(1).acquireTimeout(SECOND).build());

    /** After the test's own end: nothing may be left of the pool. */
    @AfterEach
    void close() {
        CompletableFuture<Void> closed = scene.watch(pool.closeAsync(Duration.ZERO));
        scene.loop().clock().advance(SECOND);
        assertThat(closed).isCompleted();
        scene.close();
    }

    private <T> CompletableFuture<T> run(CompletableFuture<T> future) {
        scene.watch(future);
        scene.run();
        return future;
    }

    private Peer peer(int number) {
        return scene.peers().get(number);
    }

    private void answer(int peer, byte[] bytes) {
        peer(peer).send(bytes);
        scene.run();
    }

    private void assertUsable(int peer) {
        CompletableFuture<ExecuteResult> next = run(pool.execute("DO 7"));
        assertThat(peer(peer).takeCommands()).containsExactly("QUERY DO 7");
        answer(peer, ServerBytes.okAnswer());
        assertThat(next).isCompleted();
    }

    // --- one-shot verbs --------------------------------------------------------------------------------------------

    @Test
    void execute_leavesASessionThatWasStartedOver() {
        CompletableFuture<ExecuteResult> done = run(pool.execute("SET @a = 1"));
        ofThePool.clear();
        assertThat(peer(0).takeCommands()).containsExactly("QUERY SET @a = 1");

        answer(0, ServerBytes.okAnswer());

        assertThat(done).isCompleted();
        assertThat(ofThePool).first().isEqualTo("RESET_CONNECTION");
        assertThat(ofThePool).anyMatch(command -> command.startsWith("QUERY SET NAMES utf8mb4"));
        assertUsable(0);
    }

    /** The greeting says autocommit is on, and so it stays, though the options say off. */
    @Test
    void execute_isItsOwnTransaction() {
        run(pool.execute("DO 1"));

        assertThat(ofThePool).noneMatch(command -> command.contains("autocommit=0"));
        answer(0, ServerBytes.okAnswer());
    }

    @Test
    void execute_serverSaysItWasNotExecuted_isTriedOnceMore() {
        CompletableFuture<ExecuteResult> done = run(pool.execute("DO 1"));
        answer(0, ServerBytes.from(0).error(4031, "HY000", "inactivity").bytes());
        peer(0).close();
        scene.run();

        assertThat(done).isNotDone();
        assertThat(peer(1).takeCommands()).containsExactly("QUERY DO 1");
        answer(1, ServerBytes.okAnswer());
        assertThat(done).isCompleted();
    }

    @Test
    void execute_serverSaysSoTwice_fails() {
        CompletableFuture<ExecuteResult> done = run(pool.execute("DO 1"));
        answer(0, ServerBytes.from(0).error(4031, "HY000", "inactivity").bytes());
        peer(0).close();
        scene.run();
        answer(1, ServerBytes.from(0).error(4031, "HY000", "inactivity").bytes());

        assertThat(scene.failure(done, MySqlServerException.class).errorCode()).isEqualTo(4031);
        assertThat(scene.peers()).hasSize(2);
    }

    @Test
    void execute_connectionLostUnderWay_isNotTriedAgain() {
        CompletableFuture<ExecuteResult> done = run(pool.execute("DO 1"));
        peer(0).close();

        assertThat(scene.failure(done, MySqlConnectionLostException.class).isOutcomeUnknown())
                .isTrue();
        assertUsable(1);
    }

    @Test
    void execute_connectionEndedWhileIdle_goesToAnother() {
        CompletableFuture<ExecuteResult> first = run(pool.execute("DO 1"));
        answer(0, ServerBytes.okAnswer());
        assertThat(first).isCompleted();
        peer(0).close();
        scene.run();

        assertUsable(1);
    }

    @Test
    void execute_waitingForAConnection_isCoveredByTheStatementsTime() {
        MySqlConnection held = scene.loop().await(pool.acquire());
        CompletableFuture<Rows> late = run(pool.query(Statement.of("SELECT 1").timeout(Duration.ofMillis(20))));

        scene.loop().clock().advance(Duration.ofMillis(20));

        MySqlTimeoutException timeout = scene.failure(late, MySqlTimeoutException.class);
        assertThat(timeout.written()).isEqualTo(Written.NONE);
        assertThat(peer(0).commands()).isEmpty();
        run(held.close());
    }

    @Test
    void execute_afterAWait_hasOnlyTheTimeThatIsLeft() {
        MySqlConnection held = scene.loop().await(pool.acquire());
        CompletableFuture<Rows> late = run(pool.query(Statement.of("SELECT 1").timeout(Duration.ofMillis(100))));
        scene.loop().clock().advance(Duration.ofMillis(60));
        run(held.close());
        assertThat(peer(0).takeCommands()).containsExactly("QUERY SELECT 1");

        scene.loop().clock().advance(Duration.ofMillis(40));

        assertThat(scene.failure(late, MySqlTimeoutException.class).written()).isEqualTo(Written.ALL);
    }

    @Test
    void executeBatch_timeOfItsOwn_includesTheWaitForAConnection() {
        Statement update = Statement.of("UPDATE t SET a = ?").timeout(Duration.ofMillis(100));
        List<List<Object>> rows = List.of(List.of(1));
        MySqlConnection held = scene.loop().await(pool.acquire());
        CompletableFuture<BatchResult> late = run(pool.executeBatch(update, rows, BatchMode.AUTO));
        scene.loop().clock().advance(Duration.ofMillis(60));
        run(held.close());
        assertThat(peer(0).takeCommands()).containsExactly("PREPARE UPDATE t SET a = ?");

        scene.loop().clock().advance(Duration.ofMillis(40));

        assertThat(scene.failure(late, MySqlTimeoutException.class).written()).isEqualTo(Written.NONE);
        answer(0, ServerBytes.errorAnswer(1146));
    }

    // --- giving up -------------------------------------------------------------------------------------------------

    @Test
    void cancel_whileItWaits_neverSendsTheStatement() {
        MySqlConnection held = scene.loop().await(pool.acquire());
        CompletableFuture<Rows> waiting = run(pool.query("SELECT 1"));

        waiting.thenApply(Rows::size).cancel(true);
        run(held.close());

        assertThat(peer(0).commands()).isEmpty();
        assertUsable(0);
    }

    @Test
    void cancel_whileConnecting_keepsTheConnectionForOthers() {
        CompletableFuture<MySqlConnection> acquiring = pool.acquire();
        acquiring.cancel(true);
        scene.run();

        assertThat(pool.stats().idle()).isEqualTo(1);
        assertUsable(0);
    }

    @Test
    void cancel_statementUnderWay_isKilledBeforeTheNextOneGetsTheConnection() {
        run(pool.query("SELECT SLEEP(9)")).cancel(true);
        scene.run();
        CompletableFuture<ExecuteResult> next = run(pool.execute("DO 1"));
        assertThat(peer(1).takeCommands()).containsExactly("QUERY KILL QUERY 72");
        assertThat(peer(0).takeCommands()).containsExactly("QUERY SELECT SLEEP(9)");

        answer(1, ServerBytes.okAnswer());
        answer(0, ServerBytes.errorAnswer(1317));
        assertThat(peer(0).takeCommands()).containsExactly("QUERY ROLLBACK"); // autocommit is off here
        answer(0, ServerBytes.okAnswer());

        assertThat(peer(0).takeCommands()).containsExactly("QUERY DO 1");
        answer(0, ServerBytes.okAnswer());
        assertThat(next).isCompleted();
    }

    @Test
    void acquire_nobodyReleases_failsInTime() {
        MySqlConnection held = scene.loop().await(pool.acquire());
        CompletableFuture<MySqlConnection> waiting = run(pool.acquire());

        scene.loop().clock().advance(SECOND);

        scene.failure(waiting, MySqlPoolTimeoutException.class);
        run(held.close());
    }

    // --- borrowed connections --------------------------------------------------------------------------------------

    @Test
    void acquire_turnsAutocommitOffBeforeAnythingElse() {
        MySqlConnection connection = scene.loop().await(pool.acquire());
        scene.run();
        assertThat(ofThePool).last().isEqualTo("QUERY SET autocommit=0");

        CompletableFuture<ExecuteResult> done = run(connection.execute("DO 1"));
        answer(0, ServerBytes.okAnswer());
        assertThat(done).isCompleted();
        run(connection.close());
    }

    @Test
    void release_waitsForWhatWasSubmitted() {
        MySqlConnection connection = scene.loop().await(pool.acquire());
        CompletableFuture<ExecuteResult> last = run(connection.execute("DO 1"));
        ofThePool.clear();

        run(connection.close());
        assertThat(ofThePool).isEmpty();
        answer(0, ServerBytes.okAnswer());

        assertThat(last).isCompleted();
        assertThat(ofThePool).contains("RESET_CONNECTION");
    }

    @Test
    void inTransaction_success_isCommittedBeforeTheFutureCompletes() {
        CompletableFuture<ExecuteResult> done = run(pool.inTransaction(connection -> connection.execute("DO 1")));
        answer(0, ServerBytes.okAnswer());
        answer(0, ServerBytes.okAnswer());
        assertThat(peer(0).takeCommands()).containsExactly("QUERY START TRANSACTION", "QUERY DO 1", "QUERY COMMIT");
        assertThat(done).isNotDone();

        answer(0, ServerBytes.okAnswer());

        assertThat(done).isCompleted();
        assertThat(pool.stats().used()).isZero();
    }

    @Test
    void inTransaction_failure_isRolledBackBeforeTheFutureFails() {
        IllegalStateException broken = new IllegalStateException("broken");
        CompletableFuture<Object> done = run(pool.inTransaction(connection -> {
            throw broken;
        }));
        answer(0, ServerBytes.okAnswer());
        assertThat(peer(0).takeCommands()).containsExactly("QUERY START TRANSACTION", "QUERY ROLLBACK");
        assertThat(done).isNotDone();

        answer(0, ServerBytes.okAnswer());

        assertThat(scene.failure(done)).isSameAs(broken);
    }

    @Test
    void inTransaction_cancelled_isRolledBackAndTheConnectionReturns() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        CompletableFuture<Object> done = run(pool.inTransaction(connection -> stage));
        answer(0, ServerBytes.okAnswer());

        done.cancel(true);
        scene.run();

        assertThat(stage).isCancelled();
        assertThat(peer(0).takeCommands()).containsExactly("QUERY START TRANSACTION", "QUERY ROLLBACK");
        answer(0, ServerBytes.okAnswer());
        assertUsable(0);
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    @Test
    void close_statementUnderWay_endsItWithATypedError() {
        CompletableFuture<Rows> running = run(pool.query("SELECT 1"));

        run(pool.closeAsync(Duration.ZERO));
        scene.loop().clock().advance(SECOND);

        assertThat(scene.failure(running)).isInstanceOf(MySqlException.class);
        assertThat(pool.stats().size()).isZero();
    }

    @Test
    void close_whileConnecting_leavesNothing() {
        CompletableFuture<Rows> waiting = scene.watch(pool.query("SELECT 1"));

        run(pool.closeAsync(SECOND));

        assertThat(scene.failure(waiting)).isInstanceOf(MySqlException.class);
        assertThat(scene.network().openConnections()).isZero();
    }
}
