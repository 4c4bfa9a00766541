package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.ByteSource;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Written;
import dev.mysqlasync.protocol.QueryAttribute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Batches whose statement says how they are to be run. */
class BatchMannerTest {

    private static final Statement UPDATE = Statement.of("UPDATE t SET a = ?");
    private static final List<List<Object>> ROWS = List.of(List.of(1), List.of(2));
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    @Test
    void attributes_travelWithEachCommand() {
        UUID id = UUID.randomUUID();
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            Statement statement =
                    Statement.of("INSERT INTO t VALUES (?)").attribute("n", "v").attribute("id", id);
            CompletableFuture<BatchResult> batch =
                    scene.watch(connection.executeBatch(statement, ROWS, BatchMode.AUTO));
            scene.run();
            scene.send(ServerBytes.answer()
                    .columns("a", "b", "c", "d")
                    .row("1", "1", "0", "1")
                    .end(0));
            assertThat(scene.peer().attributes())
                    .containsExactly(new QueryAttribute("n", "v"), new QueryAttribute("id", id.toString()));
            scene.send(ServerBytes.okAnswer());

            assertThat(batch.join().isComplete()).isTrue();
        }
    }

    @Test
    void timeout_beforeAnythingIsExecuted_sendsNothingMoreAndIsSafeToRetry() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatchByName(
                    Statement.of("UPDATE t SET a = :a").timeout(TIMEOUT), List.of(Map.of("a", 1)), BatchMode.AUTO));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE UPDATE t SET a = ?");
            scene.loop().clock().advance(TIMEOUT.minusNanos(1));
            assertThat(batch).isNotDone();
            scene.loop().clock().advance(Duration.ofNanos(1));
            assertThat(scene.failure(batch, MySqlTimeoutException.class).written())
                    .isEqualTo(Written.NONE);

            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void mannerThatBatchesDoNotKnow_isRefused() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();

            assertRefused(scene, connection, UPDATE.add(1), "no arguments of its own");
            assertRefused(scene, connection, UPDATE.bind("a", 1), "no arguments of its own");
            assertRefused(scene, connection, UPDATE.renderedByClient(), "renderedByClient");
            assertRefused(scene, connection, UPDATE.localInfile(ByteSource.ofBytes(new byte[1])), "localInfile");
            assertThat(scene.peer().takeCommands()).isEmpty();
        }
    }

    private static void assertRefused(Scene scene, MySqlConnection connection, Statement statement, String message) {
        CompletableFuture<BatchResult> batch = connection.executeBatch(statement, ROWS, BatchMode.AUTO);
        assertThat(scene.failure(batch, IllegalArgumentException.class)).hasMessageContaining(message);
    }
}
