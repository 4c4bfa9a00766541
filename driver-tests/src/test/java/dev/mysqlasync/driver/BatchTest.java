package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchOutcome.Failed;
import dev.mysqlasync.BatchOutcome.FailedTogether;
import dev.mysqlasync.BatchOutcome.NotRun;
import dev.mysqlasync.BatchOutcome.Run;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.protocol.OkPacket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of a batch, and what stands behind it. */
class BatchTest {

    private static final String UPDATE = "UPDATE t SET a = ?";
    private static final String INSERT = "INSERT INTO t VALUES (?)";
    private static final int DUPLICATE = 1062;
    private static final int DEADLOCK = 1213;

    private static List<List<Object>> rows(int count) {
        return IntStream.range(0, count).<List<Object>>mapToObj(List::of).toList();
    }

    private static byte[] affected(int rows) {
        return ServerBytes.answer()
                .ok(new OkPacket(rows, 0, 0, 0, "", List.of()))
                .bytes();
    }

    private static byte[] table(String strict, String transactional, String code, String seesTriggers) {
        return ServerBytes.answer()
                .columns("a", "b", "c", "d")
                .row(strict, transactional, code, seesTriggers)
                .end(0)
                .bytes();
    }

    private static byte[] goodTable() {
        return table("1", "1", "0", "1");
    }

    private static void assertTableCheck(Scene scene) {
        assertThat(scene.peer().takeCommands()).singleElement().asString().startsWith("QUERY SELECT @@sql_mode LIKE");
    }

    // --- row by row ------------------------------------------------------------------------------------------------

    @Test
    void executeBatch_update_isPreparedOnceAndExecutedInOneWrite() {
        try (Scene scene = new Scene()) {
            CompletableFuture<BatchResult> batch =
                    scene.watch(scene.connection().executeBatch(UPDATE, rows(3)));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + UPDATE);

            int before = scene.writes();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5", "EXECUTE 5", "EXECUTE 5");
            assertThat(scene.writes() - before).isEqualTo(1);

            scene.send(affected(1));
            scene.send(ServerBytes.errorAnswer(DUPLICATE));
            scene.send(affected(7));
            assertThat(batch.join().outcomes())
                    .satisfiesExactly(
                            first -> assertThat(first).isEqualTo(new Run(1)),
                            second -> assertThat(second).isInstanceOf(Failed.class),
                            third -> assertThat(third).isEqualTo(new Run(7)));
            assertThat(batch.join().affectedRows()).isEqualTo(8);
        }
    }

    @Test
    void executeBatch_statementsAroundIt_keepTheirPlaces() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.execute("DO 1"));
            scene.watch(connection.executeBatch(UPDATE, rows(1)));
            scene.watch(connection.execute("DO 2"));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY DO 1");

            scene.send(ServerBytes.okAnswer());
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + UPDATE);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5");
            scene.send(affected(1));
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY DO 2");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void executeBatch_moreRowsThanThePipelineTakes_areSentAsAnswersCome() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(4));
            scene.watch(connection.executeBatch(UPDATE, rows(7)));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands()).hasSize(4);

            scene.send(affected(1));
            assertThat(scene.peer().takeCommands()).isEmpty();
            scene.send(affected(1));
            assertThat(scene.peer().takeCommands()).hasSize(2);
            IntStream.range(0, 4).forEach(i -> scene.send(affected(1)));
            assertThat(scene.peer().takeCommands()).hasSize(1);
            scene.send(affected(1));
        }
    }

    /** It does not know it, does not get it up to date, or has columns of other types under it. */
    @ParameterizedTest
    @ValueSource(ints = {1243, 1615, 3988})
    void executeBatch_statementOutOfDate_isPreparedAnewAndGoesOnThere(int error) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(UPDATE, rows(3)));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.peer().takeCommands();
            scene.send(affected(1));
            scene.send(ServerBytes.errorAnswer(error));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5");
            scene.send(ServerBytes.errorAnswer(error));
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + UPDATE);
            scene.send(ServerBytes.answer().prepared(6, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 6");
            scene.send(affected(2));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 6");
            scene.send(affected(3));

            assertThat(batch.join().outcomes()).containsExactly(new Run(1), new Run(2), new Run(3));
        }
    }

    @Test
    void executeBatch_rowBehindAnOutdatedOneRuns_keepsTheOrderOfRows() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(UPDATE, rows(3)));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.send(affected(1));
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(3988));
            scene.send(affected(3));

            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5");
            assertThat(batch.join().outcomes().get(1)).isInstanceOf(Failed.class);
            assertThat(batch.join().outcomes().get(2)).isEqualTo(new Run(3));
        }
    }

    @Test
    void executeBatch_deadlock_leavesTheRestUndone() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(2));
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(UPDATE, rows(5)));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(DEADLOCK));
            scene.send(affected(1));

            assertThat(scene.peer().takeCommands()).containsExactly("QUERY ROLLBACK"); // of what was sent behind
            scene.send(ServerBytes.okAnswer());
            assertThat(batch.join().outcomes().get(0)).isInstanceOf(Failed.class);
            assertThat(batch.join().outcomes().subList(1, 5))
                    .containsExactly(new Run(1), new NotRun(), new NotRun(), new NotRun());
        }
    }

    @Test
    void executeBatch_otherTypes_arePreparedForThemselves() {
        try (Scene scene = new Scene()) {
            scene.watch(scene.connection()
                    .executeBatch(UPDATE, List.of(List.of(1), List.of("a"), List.of(2)), BatchMode.PIPELINED));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands())
                    .containsExactly("PREPARE " + UPDATE, "EXECUTE 5", "PREPARE " + UPDATE);
            scene.send(affected(1));
            scene.send(ServerBytes.answer().prepared(6, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 6", "EXECUTE 5");
            scene.send(affected(1));
            scene.send(affected(1));
        }
    }

    @Test
    void executeBatch_nothingIsCached_closesTheStatementAtTheEnd() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementCacheSize(0));
            scene.watch(connection.executeBatch(UPDATE, rows(2)));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.peer().takeCommands();
            scene.send(affected(1));
            assertThat(scene.peer().takeCommands()).isEmpty();
            scene.send(affected(1));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5");
        }
    }

    @Test
    void executeBatch_refusedByPrepare_failsAndTheNextStatementIsSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(UPDATE, rows(2)));
            scene.watch(connection.execute("DO 1"));
            scene.run();
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(1146));

            assertThat(scene.failure(batch, MySqlServerException.class).errorCode())
                    .isEqualTo(1146);
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY DO 1");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void executeBatch_valueThatCannotBeSent_sendsNothingAndNamesTheRow() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<BatchResult> batch =
                    scene.watch(connection.executeBatch(UPDATE, List.of(List.of(1), List.of(Double.NaN))));
            scene.watch(connection.ping());
            scene.run();

            assertThat(scene.failure(batch, IllegalArgumentException.class)).hasMessageContaining("row 1 of the batch");
            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void executeBatch_statementLongerThanThePacket_failsAndHoldsNothingBack() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxAllowedPacket(1024));
            CompletableFuture<BatchResult> batch =
                    scene.watch(connection.executeBatch(UPDATE + " ".repeat(2000), rows(2)));
            scene.watch(connection.execute("DO 1"));

            scene.failure(batch, MySqlLimitException.class);
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY DO 1");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void executeBatch_lostInTheMiddle_tellsHowManyRowsWereAnswered() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(UPDATE, rows(3)));
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.send(affected(1));
            scene.peer().reset();

            MySqlConnectionLostException failure = scene.failure(batch, MySqlConnectionLostException.class);
            assertThat(failure).hasMessageContaining("1 of the batch's 3 rows were answered");
            assertThat(failure.isOutcomeUnknown()).isTrue();
        }
    }

    @Test
    void executeBatch_lostBeforeAnyRow_isSafeToRetry() {
        try (Scene scene = new Scene()) {
            CompletableFuture<BatchResult> batch =
                    scene.watch(scene.connection().executeBatch(UPDATE, rows(3)));
            scene.run();
            scene.peer().reset();

            assertThat(scene.failure(batch, MySqlConnectionLostException.class).isSafeToRetry())
                    .isTrue();
        }
    }

    @Test
    void cancel_inTheMiddle_sendsNoMoreRows() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(2));
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(UPDATE, rows(5)));
            scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.peer().takeCommands();
            batch.cancel(false);
            scene.send(affected(1));
            scene.send(affected(1));

            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
        }
    }

    // --- by name ---------------------------------------------------------------------------------------------------

    @Test
    void executeBatchByName_update_isPreparedWithPlaces() {
        try (Scene scene = new Scene()) {
            CompletableFuture<BatchResult> batch = scene.watch(scene.connection()
                    .executeBatchByName("UPDATE t SET a = :v", List.of(Map.of("v", 1), Map.of("v", 2))));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + UPDATE);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 5", "EXECUTE 5");
            scene.send(affected(1));
            scene.send(affected(1));

            assertThat(batch.join().affectedRows()).isEqualTo(2);
        }
    }

    @Test
    void executeBatchByName_insert_isOneStatementOfLiterals() {
        try (Scene scene = new Scene()) {
            CompletableFuture<BatchResult> batch = scene.watch(scene.connection()
                    .executeBatchByName(
                            "INSERT INTO t VALUES (:a, :b, :a)",
                            List.of(Map.of("a", 1, "b", "it's"), Map.of("b", 4, "a", 3))));
            scene.run();
            assertTableCheck(scene);
            scene.send(goodTable());
            assertThat(scene.peer().takeCommands())
                    .containsExactly("QUERY INSERT INTO t VALUES (1, 'it''s', 1), (3, 4, 3)");
            scene.send(affected(2));

            assertThat(batch.join().strategies()).containsExactly(BatchResult.Strategy.REWRITTEN);
        }
    }

    @Test
    void executeBatchByName_rowWithoutAName_sendsNothing() {
        try (Scene scene = new Scene()) {
            CompletableFuture<BatchResult> batch = scene.watch(scene.connection()
                    .executeBatchByName("UPDATE t SET a = :v", List.of(Map.of("v", 1), Map.of("w", 2))));
            scene.run();

            assertThat(scene.peer().commands()).isEmpty();
            assertThat(batch.handle((result, failure) -> failure).join())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row 1 of the batch: no value for :v");
        }
    }

    // --- together --------------------------------------------------------------------------------------------------

    @Test
    void executeBatch_insert_isOneStatementOfLiterals() {
        try (Scene scene = new Scene()) {
            CompletableFuture<BatchResult> batch =
                    scene.watch(scene.connection().executeBatch(INSERT, List.of(List.of(1), List.of("it's"))));
            scene.run();
            assertTableCheck(scene);
            scene.send(goodTable());
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY INSERT INTO t VALUES (1), ('it''s')");
            scene.send(affected(2));

            assertThat(batch.join().outcomes()).containsExactly(new Run(1), new Run(1));
            assertThat(batch.join().strategies()).containsExactly(BatchResult.Strategy.REWRITTEN);
        }
    }

    @Test
    void executeBatch_commandWithABadRow_isRunAgainInPiecesBeforeAnythingElse() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(INSERT, rows(2)));
            scene.watch(connection.ping());
            scene.run();
            scene.send(goodTable());
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(DUPLICATE));
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + INSERT);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.peer().takeCommands();
            scene.send(affected(1));
            scene.send(ServerBytes.errorAnswer(DUPLICATE));

            assertThat(batch.join().outcomes().get(0)).isEqualTo(new Run(1));
            assertThat(batch.join().outcomes().get(1)).isInstanceOf(Failed.class);
            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void executeBatch_commandThatMayHaveLeftSomething_isNotRunAgain() {
        try (Scene scene = new Scene()) {
            CompletableFuture<BatchResult> batch =
                    scene.watch(scene.connection().executeBatch(INSERT, rows(2)));
            scene.run();
            scene.send(table("1", "1", "0", "0"));
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(DUPLICATE));

            assertThat(batch.join().outcomes()).hasOnlyElementsOfType(FailedTogether.class);
            assertThat(scene.peer().takeCommands()).isEmpty();
        }
    }

    @Test
    void executeBatch_deadlockOfACommand_isNotRunAgain() {
        try (Scene scene = new Scene()) {
            CompletableFuture<BatchResult> batch =
                    scene.watch(scene.connection().executeBatch(INSERT, rows(2)));
            scene.run();
            scene.send(goodTable());
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(DEADLOCK));

            assertThat(batch.join().outcomes()).hasOnlyElementsOfType(FailedTogether.class);
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY ROLLBACK");
            scene.send(ServerBytes.okAnswer());
        }
    }

    @Test
    void executeBatch_tableThatKeepsWhatFailed_goesRowByRow() {
        assertRowByRow(table("1", "0", "0", "1"));
        assertRowByRow(table("0", "1", "0", "1"));
        assertRowByRow(table("1", "1", "1", "1"));
        assertRowByRow(ServerBytes.errorAnswer(1109));
    }

    private static void assertRowByRow(byte[] table) {
        try (Scene scene = new Scene()) {
            scene.watch(scene.connection().executeBatch(INSERT, rows(2)));
            scene.run();
            assertTableCheck(scene);
            scene.send(table);
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + INSERT);
            scene.send(ServerBytes.answer().prepared(5, 0, 1));
            scene.send(affected(1));
            scene.send(affected(1));
        }
    }

    @Test
    void executeBatch_mariaDb_isPreparedAndSentInBulk() {
        try (Scene scene = new Scene(new Manners(Manners.MARIADB))) {
            CompletableFuture<BatchResult> batch =
                    scene.watch(scene.connection().executeBatch(INSERT, rows(100)));
            scene.run();
            scene.peer().takeCommands();
            scene.send(mariaDbTable());
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE " + INSERT);
            scene.send(ServerBytes.answer(ServerBytes.MARIADB).prepared(5, 0, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("BULK 5");
            scene.send(affected(100));

            assertThat(batch.join().strategies()).containsExactly(BatchResult.Strategy.BULK);
        }
    }

    @Test
    void executeBatch_bulkIsNotKnown_isSentAsLiterals() {
        try (Scene scene = new Scene(new Manners(Manners.MARIADB))) {
            CompletableFuture<BatchResult> batch =
                    scene.watch(scene.connection().executeBatch(INSERT, rows(2)));
            scene.run();
            scene.send(mariaDbTable());
            scene.send(ServerBytes.answer(ServerBytes.MARIADB).prepared(5, 0, 1));
            scene.peer().takeCommands();
            scene.send(ServerBytes.errorAnswer(1047));
            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 5", "QUERY INSERT INTO t VALUES (0), (1)");
            scene.send(affected(2));

            assertThat(batch.join().isComplete()).isTrue();
        }
    }

    private static byte[] mariaDbTable() {
        return ServerBytes.answer(ServerBytes.MARIADB)
                .columns("a", "b", "c", "d")
                .row("1", "1", "0", "1")
                .end(0)
                .bytes();
    }
}
