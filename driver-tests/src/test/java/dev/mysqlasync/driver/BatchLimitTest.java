package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches where commands must be short. */
class BatchLimitTest {

    private static final String LONG_NAME = "t".repeat(64);

    private static List<List<Object>> rows(int count) {
        return IntStream.range(100, 100 + count)
                .<List<Object>>mapToObj(List::of)
                .toList();
    }

    @Test
    void executeBatch_shortestPackets_leaveRoomToAskForTheTable() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxAllowedPacket(1_024));
            CompletableFuture<BatchResult> batch =
                    scene.watch(connection.executeBatch("INSERT INTO t VALUES (?)", rows(2)));
            scene.run();
            assertThat(scene.peer().takeCommands())
                    .singleElement()
                    .asString()
                    .startsWith("QUERY SELECT @@sql_mode LIKE");
            scene.send(ServerBytes.answer()
                    .columns("a", "b", "c", "d")
                    .row("1", "1", "0", "1")
                    .end(0));
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY INSERT INTO t VALUES (100), (101)");
            scene.send(ServerBytes.okAnswer());

            assertThat(batch.join().isComplete()).isTrue();
        }
    }

    /** The table is not known then, which costs a command for each row and nothing else. */
    @Test
    void executeBatch_questionForTheTableDoesNotFit_goesRowByRow() {
        String insert = "INSERT INTO " + LONG_NAME + "." + LONG_NAME + " VALUES (?)";
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxAllowedPacket(1_024));
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(insert, rows(2)));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + insert);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5", "EXECUTE 5");
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());

            assertThat(batch.join().isComplete()).isTrue();
        }
    }

    @Test
    void executeBatch_errorsOfMoreBytesThanAllowed_runsNoMoreRows() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(
                    options -> options.maxResultBytes(16 * 1024).pipelineLimit(2));
            CompletableFuture<BatchResult> batch =
                    scene.watch(connection.executeBatch("UPDATE t SET a = ?", rows(100)));
            scene.run();
            scene.send(ServerBytes.answer().prepared(7, 0, 1));
            int failed = 0;
            while (!batch.isDone()) {
                scene.send(ServerBytes.answer().error(1062, "23000", "x".repeat(1000)));
                failed++;
            }

            assertThat(failed).isLessThan(10);
            assertThat(batch.join().outcomes())
                    .filteredOn(BatchOutcome.NotRun.class::isInstance)
                    .hasSize(100 - failed);
        }
    }
}
