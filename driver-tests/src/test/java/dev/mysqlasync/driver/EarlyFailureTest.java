package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.StatusFlag;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Statements that fail on this side while their answer is still coming: told at once, and stopped on the server. */
class EarlyFailureTest {

    private static final int KILLED = 1317;

    private final Scene scene = new Scene(new SlowKill());
    private final MySqlConnection connection = scene.connection(options -> options.maxResultBytes(4096));

    private static ServerBytes beginningOfRows(String... values) {
        ServerBytes answer = ServerBytes.answer().columns("a");
        for (String value : values) {
            answer.row(value);
        }
        return answer;
    }

    private static ServerBytes tooMany() {
        return beginningOfRows("x".repeat(3000), "x".repeat(3000));
    }

    private void killedAs(int killer) {
        assertThat(scene.peers().get(killer).takeCommands()).containsExactly("QUERY KILL QUERY 72");
        scene.peers().get(killer).send(ServerBytes.okAnswer());
        scene.run();
    }

    private void goesOn(int nextSequence) {
        CompletableFuture<Void> behind = scene.watch(connection.ping());
        scene.run();
        assertThat(scene.peer().commands()).doesNotContain("PING");
        scene.send(ServerBytes.from(nextSequence).error(KILLED, "70100", "interrupted"));
        assertThat(scene.peer().commands()).contains("PING");
        scene.send(ServerBytes.okAnswer());
        assertThat(behind).isCompleted();
    }

    @Test
    void query_passesMaxResultBytes_failsAtOnceAndIsStopped() {
        try (scene) {
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT a"));
            scene.run();
            scene.send(tooMany());

            assertThat(scene.failure(rows, MySqlLimitException.class).option()).isEqualTo("maxResultBytes");
            killedAs(1);
            goesOn(5);
        }
    }

    @Test
    void query_mapperThrows_failsAtOnceAndIsStopped() {
        try (scene) {
            IllegalStateException own = new IllegalStateException("own");
            CompletableFuture<List<Object>> rows = scene.watch(connection.query("SELECT a", row -> {
                throw own;
            }));
            scene.run();
            scene.send(beginningOfRows("1"));

            assertThat(scene.failure(rows)).isSameAs(own);
            killedAs(1);
            goesOn(4);
        }
    }

    @Test
    void stream_mapperThrows_failsAtOnceAndIsStopped() {
        try (scene) {
            IllegalStateException own = new IllegalStateException("own");
            StreamReader<String> reader = StreamReader.of(
                    connection.stream("SELECT a", row -> {
                        throw own;
                    }),
                    9);
            scene.run();
            scene.send(beginningOfRows("1"));

            assertThat(reader.failure()).isSameAs(own);
            killedAs(1);
            goesOn(4);
        }
    }

    @Test
    void call_passesMaxResultBytesInALaterResult_failsAtOnceAndIsStopped() {
        try (scene) {
            CompletableFuture<?> call = scene.watch(connection.call("CALL p()"));
            scene.run();
            scene.send(ServerBytes.answer().rows(StatusFlag.SERVER_MORE_RESULTS_EXISTS, "x".repeat(2500)));
            assertThat(call).isNotDone();
            scene.send(ServerBytes.from(5).columns("a").row("x".repeat(2500)));

            scene.failure(call, MySqlLimitException.class);
            killedAs(1);
            goesOn(8);
        }
    }

    @Test
    void query_rowsWithoutEnd_connectionIsGivenUpAfterTheGrace() {
        try (scene) {
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT a"));
            CompletableFuture<Void> behind = scene.watch(connection.ping());
            scene.run();
            scene.send(tooMany());
            scene.failure(rows, MySqlLimitException.class);
            for (int second = 0, sequence = 5; behind.isDone() ? false : second < 60; second++, sequence++) {
                scene.send(ServerBytes.from(sequence).row("on and on"));
                scene.loop().clock().advance(Duration.ofSeconds(1));
            }

            scene.failure(behind);
            assertThat(connection.isOpen()).isFalse();
            scene.forget(connection);
            scene.peers().stream().skip(1).forEach(Peer::reset);
        }
    }

    @Test
    void query_failsWithItsLastRow_isNotKilled() {
        try (scene) {
            CompletableFuture<List<Object>> rows = scene.watch(connection.query("SELECT a", row -> {
                throw new IllegalStateException("own");
            }));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("1"));

            scene.failure(rows, IllegalStateException.class);
            assertThat(scene.peers()).hasSize(1);
        }
    }
}
