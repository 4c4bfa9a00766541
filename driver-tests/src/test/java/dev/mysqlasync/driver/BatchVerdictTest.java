package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchOutcome.Failed;
import dev.mysqlasync.BatchOutcome.Run;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.protocol.OkPacket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was said of a table is good for the batches behind the first: for how long, and not for what is run again. */
class BatchVerdictTest {

    private static final String INSERT = "INSERT INTO t VALUES (?)";
    private static final String TWO_ROWS = "QUERY INSERT INTO t VALUES (1), (2)";
    private static final String QUESTION = "QUERY SELECT @@sql_mode LIKE";
    private static final int DUPLICATE = 1062;

    private final Scene scene = new Scene();
    private MySqlConnection connection;

    /** A batch has been run, for which the server was asked. */
    @BeforeEach
    void runOne() {
        connection = scene.connection();
        CompletableFuture<BatchResult> first = batch();
        assertAsked();
        scene.send(table("1"));
        assertThat(scene.peer().takeCommands()).containsExactly(TWO_ROWS);
        run();
        assertThat(first).isDone();
    }

    private CompletableFuture<BatchResult> batch() {
        CompletableFuture<BatchResult> batch =
                scene.watch(connection.executeBatch(INSERT, List.of(List.of(1), List.of(2))));
        scene.run();
        return batch;
    }

    private void assertAsked() {
        assertThat(scene.peer().takeCommands()).singleElement().asString().startsWith(QUESTION);
    }

    private static byte[] table(String transactional) {
        return ServerBytes.answer()
                .columns("a", "b", "c", "d")
                .row("1", transactional, "0", "1")
                .end(0)
                .bytes();
    }

    private void run() {
        scene.send(
                ServerBytes.answer().ok(new OkPacket(2, 0, 0, 0, "", List.of())).bytes());
    }

    @Test
    void executeBatch_again_doesNotAsk() {
        try (scene) {
            for (int i = 0; i < 3; i++) {
                CompletableFuture<BatchResult> again = batch();
                assertThat(scene.peer().takeCommands()).containsExactly(TWO_ROWS);
                run();
                assertThat(again.join().outcomes()).containsOnly(new Run(1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ENGINE = MyISAM",
                "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @a = 1",
                "CREATE TEMPORARY TABLE t (a INT) ENGINE = MyISAM",
                "SET sql_mode = ''",
                "CALL p()",
                "DO f()"
            })
    void executeBatch_behindWhatMayChangeTheTable_asksAgain(String sql) {
        try (scene) {
            scene.watch(connection.execute(sql));
            scene.run();
            scene.send(ServerBytes.okAnswer());
            scene.peer().takeCommands();

            batch();
            assertAsked();
            scene.send(table("1"));
            run();
        }
    }

    @Test
    void executeBatch_behindStatementsOnRows_doesNotAsk() {
        try (scene) {
            for (String sql : List.of("INSERT INTO t VALUES (3)", "UPDATE t SET a = 4", "COMMIT")) {
                scene.watch(connection.execute(sql));
                scene.run();
                scene.send(ServerBytes.okAnswer());
            }
            scene.peer().takeCommands();

            batch();
            assertThat(scene.peer().takeCommands()).containsExactly(TWO_ROWS);
            run();
        }
    }

    @Test
    void executeBatch_inAnotherSchema_asksAgain() {
        try (scene) {
            scene.watch(connection.changeSchema("other"));
            scene.run();
            scene.send(ServerBytes.okAnswer());
            scene.peer().takeCommands();

            batch();
            assertAsked();
            scene.send(table("1"));
            run();
        }
    }

    /** Others may have changed the table. */
    @Test
    void executeBatch_aSecondLater_asksAgain() {
        try (scene) {
            scene.loop().clock().advance(Duration.ofSeconds(1));

            batch();
            assertAsked();
            scene.send(table("1"));
            run();
        }
    }

    @Test
    void executeBatch_thatFailsOnAKeptVerdict_asksAgainBeforeItRunsAnythingAgain() {
        try (scene) {
            CompletableFuture<BatchResult> batch = batch();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(DUPLICATE));
            assertAsked();
            scene.send(table("1"));
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + INSERT);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.send(ServerBytes.errorAnswer(DUPLICATE));
            scene.send(ServerBytes.answer()
                    .ok(new OkPacket(1, 0, 0, 0, "", List.of()))
                    .bytes());

            assertThat(batch.join().outcomes().get(0)).isInstanceOf(Failed.class);
            assertThat(batch.join().outcomes().get(1)).isEqualTo(new Run(1));
        }
    }

    /** It may have kept rows of the command that failed: nothing is run twice, and nothing is said of what is there. */
    @Test
    void executeBatch_thatFailsInATableThatHasLostItsTransactions_runsNothingAgain() {
        try (scene) {
            CompletableFuture<BatchResult> batch = batch();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(DUPLICATE));
            assertAsked();
            scene.send(table("0"));

            assertThat(scene.failure(batch, MySqlServerException.class).errorCode())
                    .isEqualTo(DUPLICATE);
            assertThat(scene.peer().takeCommands()).isEmpty();
        }
    }

    @Test
    void executeBatch_whoseTableCannotBeAskedForAgain_runsNothingAgain() {
        try (scene) {
            CompletableFuture<BatchResult> batch = batch();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(DUPLICATE));
            assertAsked();
            scene.send(ServerBytes.errorAnswer(1109));

            assertThat(scene.failure(batch, MySqlServerException.class).errorCode())
                    .isEqualTo(DUPLICATE);
        }
    }
}
