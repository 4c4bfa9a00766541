package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchOutcome.Failed;
import dev.mysqlasync.BatchOutcome.Run;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.protocol.OkPacket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Errors that no list knows: whether they are of one row or of the statement. */
class BatchRefusalTest {

    private static final String INSERT = "INSERT INTO t VALUES (?)";
    private static final int UNKNOWN = 3643;
    private static final int OUT_OF_RANGE = 1264;

    private final Scene scene = new Scene();

    /** A batch whose first command is refused with the unknown error. */
    private CompletableFuture<BatchResult> refused(int rows, boolean seesTriggers) {
        CompletableFuture<BatchResult> batch = scene.watch(scene.connection()
                .executeBatch(
                        INSERT,
                        IntStream.range(0, rows)
                                .<List<Object>>mapToObj(List::of)
                                .toList()));
        scene.run();
        scene.send(ServerBytes.answer()
                .columns("a", "b", "c", "d")
                .row("1", "1", "0", seesTriggers ? "1" : "0")
                .end(0)
                .bytes());
        scene.peer().takeCommands();
        refuse();
        assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + INSERT);
        return batch;
    }

    private void refuse() {
        scene.send(ServerBytes.errorAnswer(UNKNOWN));
    }

    private void run(int rows) {
        scene.send(ServerBytes.answer()
                .ok(new OkPacket(rows, 0, 0, 0, "", List.of()))
                .bytes());
    }

    private static @Nullable Throwable failure(CompletableFuture<BatchResult> batch) {
        return batch.handle((result, failure) -> failure).join();
    }

    @Test
    void executeBatch_unknownErrorOfOneRow_isThatRowsError() {
        try (scene) {
            CompletableFuture<BatchResult> batch = refused(3, true);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5", "EXECUTE 5", "EXECUTE 5");
            refuse();
            run(1);
            run(1);

            assertThat(batch.join().outcomes().get(0)).isInstanceOf(Failed.class);
            assertThat(batch.join().outcomes().subList(1, 3)).containsOnly(new Run(1));
        }
    }

    @Test
    void executeBatch_unknownErrorAndAStatementThatCannotBePrepared_failsAsAWhole() {
        try (scene) {
            CompletableFuture<BatchResult> batch = refused(3, true);
            scene.send(ServerBytes.errorAnswer(1999));

            assertThat(failure(batch))
                    .isInstanceOfSatisfying(
                            MySqlServerException.class,
                            error -> assertThat(error.errorCode()).isEqualTo(UNKNOWN));
            assertThat(scene.peer().takeCommands()).isEmpty();
        }
    }

    @Test
    void executeBatch_everyRowFailsAloneWithTheUnknownError_failsAsAWhole() {
        try (scene) {
            CompletableFuture<BatchResult> batch = refused(2, true);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            refuse();
            refuse();

            assertThat(failure(batch)).isInstanceOf(MySqlServerException.class);
        }
    }

    @Test
    void executeBatch_otherErrorAmongTheUnknownOnes_isToldByRow() {
        try (scene) {
            CompletableFuture<BatchResult> batch = refused(2, true);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            refuse();
            scene.send(ServerBytes.errorAnswer(1062));

            assertThat(batch.join().outcomes()).hasOnlyElementsOfType(Failed.class);
        }
    }

    @Test
    void executeBatch_unknownErrorBehindRowsThatWereRun_doesNotStopTheBatch() {
        try (scene) {
            CompletableFuture<BatchResult> batch = refused(40, true);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            run(5); // the first of eight pieces
            refuse();
            IntStream.range(0, 5).forEach(row -> run(1));
            IntStream.range(0, 6).forEach(piece -> run(5));

            assertThat(batch.join().outcomes()).containsOnly(new Run(1));
        }
    }

    @Test
    void executeBatch_unknownErrorOfACommandThatMayHaveLeftSomething_isNotRunAgain() {
        try (scene) {
            CompletableFuture<BatchResult> batch = refused(2, false);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));

            assertThat(scene.peer().takeCommands()).noneMatch(command -> command.startsWith("EXECUTE"));
            assertThat(failure(batch)).isInstanceOf(MySqlServerException.class);
        }
    }

    /** MySQL 9.7 may refuse the later ones for the first one's sake alone. */
    @Test
    void executeBatch_rowsRefusedBehindARefusedValue_areTriedOnceMoreWithANewHandle() {
        try (scene) {
            String update = "UPDATE t SET a = ?";
            CompletableFuture<BatchResult> batch =
                    scene.watch(scene.connection().executeBatch(update, List.of(List.of(1), List.of(2), List.of(3))));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(OUT_OF_RANGE));
            scene.send(ServerBytes.errorAnswer(OUT_OF_RANGE));
            scene.send(ServerBytes.errorAnswer(OUT_OF_RANGE));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5", "PREPARE " + update);
            scene.send(ServerBytes.answer().prepared(6, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 6");
            scene.send(ServerBytes.errorAnswer(OUT_OF_RANGE));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 6", "PREPARE " + update);
            scene.send(ServerBytes.answer().prepared(7, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 7");
            run(1);

            assertThat(batch.join().outcomes().subList(0, 2)).hasOnlyElementsOfType(Failed.class);
            assertThat(batch.join().outcomes().get(2)).isEqualTo(new Run(1));
        }
    }
}
