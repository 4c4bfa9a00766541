package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.TransactionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was called off has to end within cancelGrace, whatever it is and in whatever order that comes about. */
class GraceTest {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int MOST_KILLS = 6; // one, and its repetitions within the grace

    private final Scene scene = new Scene();
    private final MySqlConnection connection = scene.connection();

    private void pass(Duration time) {
        scene.loop().clock().advance(time);
        scene.run();
    }

    private CompletableFuture<Rows> query(String sql) {
        CompletableFuture<Rows> future = scene.watch(connection.query(sql));
        scene.run();
        return future;
    }

    /** The connection is given up when the grace has passed, and not before. */
    private void assertGivenUp() {
        pass(GRACE.minus(MOMENT));
        assertThat(connection.isOpen()).isTrue();
        pass(MOMENT);
        assertThat(connection.isOpen()).isFalse();
        scene.forget(connection);
        scene.close();
    }

    @Test
    void cancel_lastOneFirst_givesUpAfterTheGrace() {
        CompletableFuture<Rows> first = query("SELECT SLEEP(98)");
        CompletableFuture<Rows> second = query("SELECT SLEEP(99)");
        second.cancel(true);
        scene.run();
        first.cancel(true);
        scene.run();

        assertGivenUp();
    }

    @Test
    void cancel_inAnyOrder_killsNoMoreOftenThanTheGraceAllows() {
        Scene slow = new Scene(new SlowKill());
        MySqlConnection victim = slow.connection();
        List<CompletableFuture<Rows>> futures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            futures.add(slow.watch(victim.query("SELECT SLEEP(9" + i + ")")));
        }
        slow.run();
        for (int i : new int[] {2, 3, 0, 1}) {
            futures.get(i).cancel(true);
            slow.run();
        }
        for (int tenth = 0; tenth < 60; tenth++) {
            slow.peers().stream().skip(1).forEach(peer -> {
                if (!peer.isClosed()) {
                    peer.takeCommands().forEach(kill -> kills.add(kill));
                }
            });
            answerKills(slow);
            slow.loop().clock().advance(Duration.ofMillis(100));
        }

        assertThat(victim.isOpen()).isFalse();
        assertThat(kills.stream().filter("QUERY KILL QUERY 72"::equals)).hasSizeLessThanOrEqualTo(MOST_KILLS);
        slow.forget(victim);
        slow.close();
        scene.close();
    }

    private final List<String> kills = new ArrayList<>();
    private int answered;

    private void answerKills(Scene slow) {
        while (answered < kills.size()) {
            answered++;
            slow.peers().get(slow.peers().size() - 1).send(ServerBytes.okAnswer());
        }
        slow.run();
    }

    @Test
    void timeout_laterOneFirst_givesUpAfterTheGrace() {
        scene.watch(connection.query(Statement.of("SELECT SLEEP(98)").timeout(Duration.ofMillis(600))));
        scene.watch(connection.query(Statement.of("SELECT SLEEP(99)").timeout(Duration.ofMillis(300))));
        scene.run();
        pass(Duration.ofMillis(600));

        assertGivenUp();
    }

    @Test
    void cancel_firstWhenTheSecondIsWanted_hasItsOwnClock() {
        CompletableFuture<Rows> first = query("SELECT SLEEP(98)");
        CompletableFuture<Rows> second = query("SELECT SLEEP(99)");
        first.cancel(true);
        pass(GRACE.minus(MOMENT));
        scene.send(ServerBytes.rowsAnswer("0"));
        second.cancel(true);
        scene.run();

        assertGivenUp();
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                request("uncached prepared statement", connection -> connection.query("SELECT ?", 1)),
                request("preparation", connection -> connection.prepare("SELECT ?")),
                request(
                        "first phase of a batch",
                        connection ->
                                connection.executeBatch("INSERT INTO t VALUES (?)", List.of(List.of(1), List.of(2)))),
                request("ping", MySqlConnection::ping),
                request("reset", MySqlConnection::reset),
                request("change of user", connection -> connection.changeUser("a", "b")),
                request("change of schema", connection -> connection.changeSchema("test")),
                request("begin", MySqlConnection::begin),
                request(
                        "begin with options",
                        connection ->
                                connection.begin(TransactionOptions.defaults().readOnly())),
                request("commit", MySqlConnection::commit),
                request("rollback", MySqlConnection::rollback),
                request("transaction", connection -> connection.inTransaction(tx -> tx.query("SELECT 1"))),
                request("pipeline", connection -> connection.pipeline(Statement.of("SELECT ?", 1))));
    }

    private static Arguments request(String name, Function<MySqlConnection, CompletableFuture<?>> verb) {
        return Arguments.of(name, verb);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void cancel_ofAnythingThatIsUnderWay_givesUpAfterTheGrace(
            String name, Function<MySqlConnection, CompletableFuture<?>> verb) {
        CompletableFuture<?> future = scene.watch(verb.apply(connection));
        scene.run();
        assertThat(scene.peer().takeCommands()).isNotEmpty();
        future.cancel(true);
        scene.run();

        assertGivenUp();
    }

    @Test
    void cancel_ofATransactionWithPipelinedStatements_givesUpAfterTheGrace() {
        CompletableFuture<?> transaction = scene.watch(connection.inTransaction(tx -> {
            for (int i = 0; i < 3; i++) {
                scene.watch(tx.query("SELECT SLEEP(9" + i + ")"));
            }
            return tx.query("SELECT SLEEP(99)");
        }));
        scene.run();
        scene.send(ServerBytes.okAnswer());
        transaction.cancel(true);
        scene.run();

        assertGivenUp();
    }

    @Test
    void cancel_ofATransactionWhoseRollbackIsNotAnswered_givesUpAfterTheGrace() {
        CompletableFuture<?> transaction = scene.watch(connection.inTransaction(tx -> new CompletableFuture<>()));
        scene.run();
        scene.send(ServerBytes.okAnswer());
        transaction.cancel(true);
        scene.run();
        assertThat(scene.peer().takeCommands()).endsWith("QUERY ROLLBACK");

        assertGivenUp();
    }

    @Test
    void cancel_ofATransactionWhoseCommitIsNotAnswered_givesUpAfterTheGrace() {
        CompletableFuture<?> transaction =
                scene.watch(connection.inTransaction(tx -> CompletableFuture.completedFuture(1)));
        scene.run();
        scene.send(ServerBytes.okAnswer());
        assertThat(scene.peer().takeCommands()).endsWith("QUERY COMMIT");
        transaction.cancel(true);
        scene.run();

        assertGivenUp();
    }

    @Test
    void timeout_ofAPipelineThatIsBeingPrepared_givesUpAfterTheGrace() {
        CompletableFuture<?> pipeline =
                scene.watch(connection.pipeline(Statement.of("SELECT ?", 1).timeout(Duration.ofSeconds(1))));
        scene.run();
        assertThat(scene.peer().takeCommands()).containsExactly("PREPARE SELECT ?");
        pass(Duration.ofSeconds(1));
        assertThat(pipeline).isDone();

        assertGivenUp();
    }

    @Test
    void timeout_ofTheRestOfAPipeline_givesUpWithWhatIsBehind() {
        scene.watch(connection.pipeline(
                Statement.of("SELECT ?", 1).timeout(Duration.ofSeconds(1)),
                Statement.of("SELECT ?, ?", 1, 2).timeout(Duration.ofSeconds(2))));
        CompletableFuture<Rows> behind = query("SELECT 1");
        pass(Duration.ofSeconds(2).plus(GRACE));

        scene.failure(behind, dev.mysqlasync.MySqlException.class);
        assertThat(scene.failure(behind)).hasRootCauseInstanceOf(MySqlTimeoutException.class);
        scene.forget(connection);
        scene.close();
    }
}
