package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.OkPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several statements on their way at once. */
class PipelineTest {

    @Test
    void query_rowsArrive_givesThem() {
        try (Scene scene = new Scene()) {
            CompletableFuture<Rows> rows = scene.watch(scene.connection().query("SELECT a"));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("x", "y"));

            assertThat(rows.join().stream().map(row -> row.getString("a"))).containsExactly("x", "y");
        }
    }

    @Test
    void execute_ok_givesItsFigures() {
        try (Scene scene = new Scene()) {
            CompletableFuture<ExecuteResult> result =
                    scene.watch(scene.connection().execute("INSERT x"));
            scene.run();
            scene.send(ServerBytes.answer().ok(new OkPacket(3, 42, 2, 1, "Records: 3", List.of())));

            assertThat(result.join()).isEqualTo(new ExecuteResult(3, 42, 1, "Records: 3"));
        }
    }

    @Test
    void submit_manyInOneTurn_leaveInOneWrite() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            int before = scene.writes();
            IntStream.range(0, 500).forEach(i -> scene.watch(connection.execute("DO " + i)));
            scene.run();

            assertThat(scene.peer().commands()).hasSize(500);
            assertThat(scene.writes() - before).isEqualTo(1);
        }
    }

    @Test
    void submit_manyFromACallback_leaveInOneWrite() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.ping())
                    .thenRun(() -> IntStream.range(0, 9).forEach(i -> scene.watch(connection.execute("DO " + i))));
            scene.run();
            int before = scene.writes();
            scene.send(ServerBytes.okAnswer());

            assertThat(scene.peer().commands()).hasSize(10);
            assertThat(scene.writes() - before).isEqualTo(1);
        }
    }

    @Test
    void submit_errorsAmongThem_eachFutureGetsItsOwnAnswer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            List<CompletableFuture<Rows>> rows = IntStream.range(0, 300)
                    .mapToObj(i -> scene.watch(connection.query("SELECT " + i)))
                    .toList();
            scene.run();
            IntStream.range(0, 300)
                    .forEach(i -> scene.peer()
                            .send(i % 3 == 0 ? ServerBytes.errorAnswer(2000 + i) : ServerBytes.rowsAnswer("" + i)));
            scene.run();

            IntStream.range(0, 300).forEach(i -> {
                if (i % 3 == 0) {
                    assertThat(scene.failure(rows.get(i), MySqlServerException.class)
                                    .errorCode())
                            .isEqualTo(2000 + i);
                } else {
                    assertThat(rows.get(i).join().get(0).getInt(0)).isEqualTo(i);
                }
            });
        }
    }

    @Test
    void futures_ofOneConnection_completeInTheOrderOfSubmission() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            List<Integer> completed = new ArrayList<>();
            IntStream.range(0, 5).forEach(i -> scene.watch(connection.ping()).thenRun(() -> completed.add(i)));
            scene.run();
            IntStream.range(0, 5).forEach(i -> scene.send(ServerBytes.okAnswer()));

            assertThat(completed).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void error_names_theStatementWithoutItsValues() {
        try (Scene scene = new Scene()) {
            CompletableFuture<Rows> rows = scene.watch(scene.connection().query("SELECT 'hidden'"));
            scene.run();
            scene.send(ServerBytes.errorAnswer(1064));

            assertThat(scene.failure(rows, MySqlServerException.class).sql()).isEqualTo("SELECT ?");
        }
    }

    @Test
    void query_errAfterTwoRows_failsAndConnectionStaysUsable() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT a"));
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.answer().columns("a").row("1").row("2").error(1317, "70100", "interrupted"));
            scene.send(ServerBytes.okAnswer());

            assertThat(scene.failure(rows, MySqlServerException.class).errorCode())
                    .isEqualTo(1317);
            assertThat(ping).isCompleted();
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void pipelineLimit_reached_holdsTheRestBackUntilAnAnswer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(2));
            IntStream.range(0, 3).forEach(i -> scene.watch(connection.execute("DO " + i)));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY DO 0", "QUERY DO 1");

            scene.send(ServerBytes.okAnswer());
            assertThat(scene.peer().commands()).containsExactly("QUERY DO 2");
        }
    }

    @Test
    void queueLimit_reached_refusesTheNextAndSendsTheRest() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.queueLimit(2));
            scene.watch(connection.execute("DO 1"));
            scene.watch(connection.execute("DO 2"));
            CompletableFuture<ExecuteResult> third = scene.watch(connection.execute("DO 3"));

            MySqlLimitException refused = scene.failure(third, MySqlLimitException.class);
            assertThat(refused.option()).isEqualTo("queueLimit");
            assertThat(refused.isSafeToRetry()).isTrue();
            assertThat(scene.peer().commands()).containsExactly("QUERY DO 1", "QUERY DO 2");
        }
    }

    @Test
    void queueLimit_commandsUnderWay_doNotCount() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.queueLimit(1));
            for (int i = 0; i < 3; i++) {
                scene.watch(connection.execute("DO 1"));
                scene.run();
            }

            assertThat(scene.peer().commands()).hasSize(3);
        }
    }

    @Test
    void cancel_beforeSending_isNeverSentAndShiftsNoAnswer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> first = scene.watch(connection.query("SELECT 1"));
            CompletableFuture<Rows> second = scene.watch(connection.query("SELECT 2"));
            CompletableFuture<Rows> third = scene.watch(connection.query("SELECT 3"));
            second.cancel(true);
            scene.run();
            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT 1", "QUERY SELECT 3");

            scene.send(ServerBytes.rowsAnswer("1"));
            scene.send(ServerBytes.rowsAnswer("3"));
            assertThat(first.join().get(0).getInt(0)).isEqualTo(1);
            assertThat(third.join().get(0).getInt(0)).isEqualTo(3);
        }
    }

    @Test
    void cancel_ofADerivedFutureBeforeSending_isNeverSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.query("SELECT 1").thenApply(Rows::size)).cancel(true);
            scene.run();

            assertThat(scene.peer().commands()).isEmpty();
        }
    }

    @Test
    void cancel_whileWaitingBehindTheLimit_isNeverSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(1));
            scene.watch(connection.execute("DO 1"));
            CompletableFuture<ExecuteResult> second = scene.watch(connection.execute("DO 2"));
            scene.run();
            second.cancel(true);
            scene.send(ServerBytes.okAnswer());

            assertThat(scene.peer().commands()).containsExactly("QUERY DO 1");
        }
    }

    @Test
    void cancel_afterSending_leavesTheOtherAnswersInPlace() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> first = scene.watch(connection.query("SELECT 1"));
            CompletableFuture<Rows> second = scene.watch(connection.query("SELECT 2"));
            scene.run();
            first.cancel(true);
            scene.send(ServerBytes.rowsAnswer("1"));
            scene.send(ServerBytes.rowsAnswer("2"));

            assertThat(second.join().get(0).getInt(0)).isEqualTo(2);
        }
    }

    @Test
    void command_tooLarge_failsAloneAndNothingOfItIsSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxAllowedPacket(1024));
            scene.watch(connection.execute("DO 1"));
            CompletableFuture<ExecuteResult> large = scene.watch(connection.execute("DO '" + "x".repeat(1024) + "'"));
            scene.watch(connection.execute("DO 3"));

            assertThat(scene.failure(large, MySqlLimitException.class).option()).isEqualTo("maxAllowedPacket");
            assertThat(scene.peer().commands()).containsExactly("QUERY DO 1", "QUERY DO 3");
        }
    }

    @Test
    void status_afterAnAnswer_isTheServers() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> begun = scene.watch(connection.begin());
            scene.run();
            scene.send(ServerBytes.answer().ok(1));
            assertThat(begun).isCompleted();
            assertThat(connection.isInTransaction()).isTrue();

            scene.watch(connection.commit());
            scene.run();
            scene.send(ServerBytes.answer().ok(ServerBytes.AUTOCOMMIT));
            assertThat(connection.isInTransaction()).isFalse();
            assertThat(connection.isAutocommit()).isTrue();
        }
    }
}
