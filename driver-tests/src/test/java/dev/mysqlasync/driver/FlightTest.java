package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.SessionChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Several statements that are submitted as one flight. */
class FlightTest {

    private static final Statement A = Statement.of("SELECT ?", 1);
    private static final Statement B = Statement.of("SELECT ? + 1", 2);

    private static <X extends Throwable> X cause(StatementOutcome outcome, Class<X> type) {
        assertThat(outcome).isInstanceOf(StatementOutcome.Failure.class);
        RuntimeException cause = ((StatementOutcome.Failure) outcome).cause();
        assertThat(cause).isInstanceOf(type);
        return type.cast(cause);
    }

    private static String value(StatementOutcome outcome) {
        return ((Rows) outcome.results().get(0)).get(0).getString(0);
    }

    /** The answer to EXECUTE of a statement with one column. */
    private static byte[] binaryRow(String value) {
        return ServerBytes.answer()
                .columns("a")
                .row(RowFormat.BINARY, value)
                .end(0)
                .bytes();
    }

    @Test
    void pipeline_textStatements_leaveInOneWriteAndEachHasItsOutcome() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            int before = scene.writes();
            CompletableFuture<List<StatementOutcome>> outcomes = scene.watch(
                    connection.pipeline(Statement.of("SELECT 1"), Statement.of("DO no"), Statement.of("DO 2")));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY SELECT 1", "QUERY DO no", "QUERY DO 2");
            assertThat(scene.writes() - before).isEqualTo(1);
            scene.send(ServerBytes.rowsAnswer("1"));
            scene.send(ServerBytes.errorAnswer(1064));
            scene.send(ServerBytes.okAnswer());

            List<StatementOutcome> all = outcomes.join();
            assertThat(value(all.get(0))).isEqualTo("1");
            assertThat(cause(all.get(1), MySqlServerException.class).errorCode())
                    .isEqualTo(1064);
            assertThat(all.get(2).isSuccess()).isTrue();
        }
    }

    @Test
    void pipeline_statementsThatCannotBeSent_failByThemselves() {
        Statement half = Statement.of("SELECT ?, '\uD83D'", 1);
        Statement tooLong = Statement.of("SELECT ?, '" + "x".repeat(2000) + "'", 1);
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxAllowedPacket(1_500));
            CompletableFuture<List<StatementOutcome>> unsent = scene.watch(connection.pipeline(half, tooLong));
            scene.run();
            CompletableFuture<List<StatementOutcome>> outcomes = scene.watch(connection.pipeline(A, half, tooLong));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE SELECT ?");
            scene.send(ServerBytes.answer().prepared(7, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 7");
            scene.send(binaryRow("1"));

            cause(unsent.join().get(0), IllegalArgumentException.class);
            cause(unsent.join().get(1), MySqlLimitException.class);
            assertThat(value(outcomes.join().get(0))).isEqualTo("1");
            cause(outcomes.join().get(1), IllegalArgumentException.class);
            cause(outcomes.join().get(2), MySqlLimitException.class);
        }
    }

    @Test
    void pipeline_newStatements_arePreparedInOneFlightAndExecutedInAnother() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            int before = scene.writes();
            CompletableFuture<List<StatementOutcome>> outcomes =
                    scene.watch(connection.pipeline(A, Statement.of("DO 0"), B, A));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE SELECT ?", "PREPARE SELECT ? + 1");
            scene.peer().send(ServerBytes.answer().prepared(7, 1, 1));
            scene.send(ServerBytes.answer().prepared(8, 1, 1));

            assertThat(scene.peer().takeCommands())
                    .containsExactly("EXECUTE 7", "QUERY DO 0", "EXECUTE 8", "EXECUTE 7");
            assertThat(scene.writes() - before).isEqualTo(2);
            scene.peer().send(binaryRow("a"));
            scene.peer().send(ServerBytes.okAnswer());
            scene.peer().send(binaryRow("b"));
            scene.send(binaryRow("c"));
            assertThat(outcomes.join().stream().filter(StatementOutcome::isSuccess))
                    .hasSize(4);
            assertThat(value(outcomes.join().get(2))).isEqualTo("b");
        }
    }

    @Test
    void pipeline_moreThanTheCacheHolds_stillTakesTwoWrites() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementCacheSize(0));
            int before = scene.writes();
            scene.watch(connection.pipeline(A, B));
            scene.run();
            scene.peer().send(ServerBytes.answer().prepared(7, 1, 1));
            scene.send(ServerBytes.answer().prepared(8, 1, 1));

            assertThat(scene.peer().takeCommands())
                    .containsExactly(
                            "PREPARE SELECT ?", "PREPARE SELECT ? + 1", "EXECUTE 7", "CLOSE 7", "EXECUTE 8", "CLOSE 8");
            assertThat(scene.writes() - before).isEqualTo(2);
        }
    }

    @Test
    void pipeline_statementThatCannotBePreparedYet_isPreparedAgainInItsTurn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<List<StatementOutcome>> outcomes =
                    scene.watch(connection.pipeline(Statement.of("CREATE TABLE t (a INT)"), A));
            scene.run();
            scene.send(ServerBytes.errorAnswer(1146));
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE SELECT ?", "QUERY CREATE TABLE t (a INT)");
            scene.send(ServerBytes.okAnswer());
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE SELECT ?");
            scene.send(ServerBytes.answer().prepared(7, 1, 1));
            scene.send(binaryRow("a"));

            assertThat(outcomes.join()).allMatch(StatementOutcome::isSuccess);
        }
    }

    @Test
    void pipeline_statementBehindAnotherSchema_isPreparedThere() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.pipeline(Statement.of("USE other"), A));
            scene.run();
            scene.send(ServerBytes.answer().prepared(7, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE SELECT ?", "QUERY USE other");
            scene.send(ServerBytes.answer().ok(0, new SessionChange.Schema("other")));

            assertThat(scene.peer().takeCommands()).containsExactly("CLOSE 7", "PREPARE SELECT ?");
        }
    }

    @Test
    void pipeline_wrongNumberOfArguments_failsThatStatementAlone() {
        try (Scene scene = new Scene()) {
            CompletableFuture<List<StatementOutcome>> outcomes =
                    scene.watch(scene.connection().pipeline(A, Statement.of("DO 1")));
            scene.run();
            scene.send(ServerBytes.answer().prepared(7, 1, 3));
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE SELECT ?", "CLOSE 7", "PREPARE SELECT ?");
            scene.send(ServerBytes.answer().prepared(8, 1, 3));
            scene.send(ServerBytes.okAnswer());

            cause(outcomes.join().get(0), IllegalArgumentException.class);
            assertThat(outcomes.join().get(1).isSuccess()).isTrue();
        }
    }

    @Test
    void pipeline_argumentThatCannotBeSent_failsThatStatementAlone() {
        try (Scene scene = new Scene()) {
            CompletableFuture<List<StatementOutcome>> outcomes = scene.watch(
                    scene.connection().pipeline(Statement.of("SELECT ?", new Object()), Statement.of("DO 1")));
            scene.run();
            scene.send(ServerBytes.okAnswer());

            cause(outcomes.join().get(0), IllegalArgumentException.class);
            assertThat(outcomes.join().get(1).isSuccess()).isTrue();
        }
    }

    @Test
    void pipeline_connectionLost_givesEachItsOwnReason() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(2));
            CompletableFuture<List<StatementOutcome>> outcomes =
                    scene.watch(connection.pipeline(Statement.of("DO 1"), Statement.of("DO 2"), Statement.of("DO 3")));
            scene.run();
            scene.peer().send(ServerBytes.okAnswer());
            scene.peer().close();
            scene.run();

            assertThat(outcomes.join().get(0).isSuccess()).isTrue();
            assertThat(cause(outcomes.join().get(1), MySqlConnectionLostException.class)
                            .isOutcomeUnknown())
                    .isTrue();
        }
    }

    @Test
    void pipeline_connectionLostWhilePreparing_saysThatNothingWasExecuted() {
        try (Scene scene = new Scene()) {
            CompletableFuture<List<StatementOutcome>> outcomes =
                    scene.watch(scene.connection().pipeline(A, B));
            scene.run();
            scene.peer().close();
            scene.run();

            assertThat(outcomes.join())
                    .allMatch(outcome -> cause(outcome, MySqlException.class).isSafeToRetry());
        }
    }

    @Test
    void pipeline_closedConnection_failsEach() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.close());
            CompletableFuture<List<StatementOutcome>> outcomes = scene.watch(connection.pipeline(A, B));
            scene.run();

            assertThat(outcomes.join()).allMatch(outcome -> cause(outcome, MySqlClosedException.class) != null);
        }
    }

    @Test
    void pipeline_moreThanTheQueueHolds_refusesAllOfThem() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.queueLimit(2));
            CompletableFuture<List<StatementOutcome>> outcomes =
                    scene.watch(connection.pipeline(Statement.of("DO 1"), Statement.of("DO 2"), Statement.of("DO 3")));
            scene.run();

            assertThat(outcomes.join()).allMatch(outcome -> cause(outcome, MySqlLimitException.class) != null);
            assertThat(scene.peer().commands()).isEmpty();
        }
    }

    @Test
    void pipeline_nothing_succeedsAtOnce() {
        try (Scene scene = new Scene()) {
            assertThat(scene.watch(scene.connection().pipeline()).join()).isEmpty();
        }
    }

    @Test
    void pipeline_notPipelined_goesOneByOneWithTheSameOutcomes() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelining(Pipelining.OFF));
            CompletableFuture<List<StatementOutcome>> outcomes =
                    scene.watch(connection.pipeline(A, Statement.of("no")));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE SELECT ?");
            scene.send(ServerBytes.answer().prepared(7, 1, 1));
            assertThat(scene.peer().takeCommands()).containsExactly("EXECUTE 7");
            scene.send(binaryRow("a"));
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY no");
            scene.send(ServerBytes.errorAnswer(1064));

            assertThat(value(outcomes.join().get(0))).isEqualTo("a");
            cause(outcomes.join().get(1), MySqlServerException.class);
        }
    }

    @Test
    void pipeline_cancelledWhilePreparing_executesNothingAndClosesWhatWasPrepared() {
        try (Scene scene = new Scene()) {
            CompletableFuture<List<StatementOutcome>> outcomes =
                    scene.watch(scene.connection().pipeline(A, B));
            scene.run();
            scene.send(ServerBytes.answer().prepared(7, 1, 1));
            outcomes.cancel(false);
            scene.run();
            scene.send(ServerBytes.answer().prepared(8, 1, 1));

            assertThat(scene.peer().commands())
                    .containsExactly("PREPARE SELECT ?", "PREPARE SELECT ? + 1", "CLOSE 7", "CLOSE 8");
        }
    }

    @Test
    void pipeline_timeRunsOutBeforeTheExecution_closesWhatWasPrepared() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementTimeout(Duration.ofSeconds(1)));
            CompletableFuture<List<StatementOutcome>> outcomes = scene.watch(connection.pipeline(A, B));
            scene.run();
            scene.send(ServerBytes.answer().prepared(7, 1, 1));
            scene.loop().clock().advance(Duration.ofSeconds(1));
            scene.send(ServerBytes.answer().prepared(8, 1, 1));

            assertThat(outcomes.join()).noneMatch(StatementOutcome::isSuccess);
            assertThat(scene.peer().commands())
                    .containsExactly("PREPARE SELECT ?", "PREPARE SELECT ? + 1", "CLOSE 7", "CLOSE 8");
        }
    }

    @Test
    void pipeline_longParameterAndNoCache_closesTheStatementWhenItWasExecuted() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.statementCacheSize(0));
            LongParameter parameter = LongParameter.ofBytes(ByteSource.ofBytes(new byte[3]));
            scene.watch(connection.pipeline(Statement.of("SELECT ?", parameter)));
            scene.run();
            scene.send(ServerBytes.answer().prepared(7, 1, 1));

            assertThat(scene.peer().takeCommands())
                    .containsExactly("PREPARE SELECT ?", "LONG 7 0 3", "EXECUTE 7", "CLOSE 7");
            scene.send(binaryRow("a"));
        }
    }
}
