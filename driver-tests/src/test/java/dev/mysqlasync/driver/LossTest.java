package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Result;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Written;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that end before their statements do: each future gets a typed error that says what is known. */
class LossTest {

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of("the server closes", (Consumer<Peer>) Peer::close),
                Arguments.of("the server resets", (Consumer<Peer>) Peer::reset));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void response_cutAtAnyByte_isALossAndNeverAShorterResult(String name, Consumer<Peer> ending) {
        byte[] response = ServerBytes.answer()
                .rows(StatusFlag.SERVER_MORE_RESULTS_EXISTS, "one", "two")
                .rows(0, "three")
                .bytes();
        for (int length = 0; length <= response.length; length++) {
            try (Scene scene = new Scene()) {
                MySqlConnection connection = scene.connection();
                CompletableFuture<List<Result>> cut = scene.watch(connection.results("SELECT a; SELECT b"));
                CompletableFuture<ExecuteResult> behind = scene.watch(connection.execute("DO 1"));
                scene.run();
                scene.send(Arrays.copyOf(response, length));
                ending.accept(scene.peer());

                scene.failure(behind, MySqlConnectionLostException.class);
                if (length < response.length) {
                    MySqlConnectionLostException lost = scene.failure(cut, MySqlConnectionLostException.class);
                    assertThat(lost.isOutcomeUnknown()).isTrue();
                } else {
                    assertThat(cut.join()).hasSize(2);
                }
                assertThat(connection.isOpen()).isFalse();
            }
        }
    }

    @Test
    void preparation_cutAtAnyByte_isALossBeforeTheExecution() {
        byte[] response = ServerBytes.answer().prepared(1, 1, 1).bytes();
        for (int length = 0; length < response.length; length++) {
            try (Scene scene = new Scene()) {
                CompletableFuture<Rows> rows = scene.watch(scene.connection().query("SELECT ?", 1));
                scene.run();
                scene.send(Arrays.copyOf(response, length));
                scene.peer().close();

                assertThat(scene.failure(rows, MySqlConnectionLostException.class)
                                .written())
                        .isEqualTo(Written.NONE);
            }
        }
    }

    @Test
    void connectionLost_statementsNotSentYet_areSafeToRetry() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(1));
            CompletableFuture<ExecuteResult> sent = scene.watch(connection.execute("DO 1"));
            CompletableFuture<ExecuteResult> waiting = scene.watch(connection.execute("DO 2"));
            scene.run();
            scene.peer().reset();

            assertThat(scene.failure(sent, MySqlConnectionLostException.class).isSafeToRetry())
                    .isFalse();
            assertThat(scene.failure(waiting, MySqlConnectionLostException.class)
                            .isSafeToRetry())
                    .isTrue();
        }
    }

    @Test
    void submit_afterTheLoss_isRefusedWithTheReason() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.peer().reset();
            scene.run();
            CompletableFuture<Void> ping = scene.watch(connection.ping());

            MySqlConnectionLostException refused = scene.failure(ping, MySqlConnectionLostException.class);
            assertThat(refused).hasMessageContaining("reset");
            assertThat(refused.written()).isEqualTo(Written.NONE);
        }
    }

    @Test
    void commit_lostUnderWay_isUnknown() {
        try (Scene scene = new Scene()) {
            CompletableFuture<Void> commit = scene.watch(scene.connection().commit());
            scene.run();
            scene.peer().close();

            assertThat(scene.failure(commit, MySqlCommitUnknownException.class).isOutcomeUnknown())
                    .isTrue();
        }
    }

    @Test
    void commit_lostBeforeItWasSent_isSafeToRetry() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(1));
            scene.watch(connection.execute("DO 1"));
            CompletableFuture<Void> commit = scene.watch(connection.commit());
            scene.run();
            scene.peer().close();

            assertThat(scene.failure(commit, MySqlConnectionLostException.class).written())
                    .isEqualTo(Written.NONE);
        }
    }

    // --- last words ------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {4031, 1053, 1927})
    void lastWords_whileIdle_reachTheNextStatement(int code) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.peer().send(ServerBytes.from(0).error(code, "08S01", "why it ends"));
            scene.peer().close();
            scene.run();
            assertThat(connection.isOpen()).isFalse();

            CompletableFuture<Void> ping = scene.watch(connection.ping());
            MySqlConnectionLostException refused = scene.failure(ping, MySqlConnectionLostException.class);
            assertThat(refused).hasMessageContaining("why it ends");
            assertThat(refused.isSafeToRetry()).isTrue();
            assertThat(refused.getCause()).isInstanceOf(MySqlServerException.class);
        }
    }

    @Test
    void lastWords_ofIdlenessCrossingAStatement_saySafeToRetry() {
        try (Scene scene = new Scene()) {
            CompletableFuture<ExecuteResult> result =
                    scene.watch(scene.connection().execute("DO 1"));
            scene.run();
            scene.send(ServerBytes.from(0).error(4031, "HY000", "inactivity"));

            MySqlServerException told = scene.failure(result, MySqlServerException.class);
            assertThat(told.errorCode()).isEqualTo(4031);
            assertThat(told.isSafeToRetry()).isTrue();
            assertThat(told.isFatal()).isTrue();
        }
    }

    @Test
    void lastWords_ofShutdownCrossingAStatement_leaveTheOutcomeUnknown() {
        try (Scene scene = new Scene()) {
            CompletableFuture<ExecuteResult> result =
                    scene.watch(scene.connection().execute("DO 1"));
            scene.run();
            scene.send(ServerBytes.from(0).error(1053, "08S01", "shutdown in progress"));

            MySqlConnectionLostException lost = scene.failure(result, MySqlConnectionLostException.class);
            assertThat(lost).hasMessageContaining("shutdown in progress");
            assertThat(lost.isOutcomeUnknown()).isTrue();
        }
    }

    @Test
    void lastWords_inSequence_areTheFirstStatementsAnswer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<ExecuteResult> first = scene.watch(connection.execute("DO 1"));
            CompletableFuture<ExecuteResult> second = scene.watch(connection.execute("DO 2"));
            scene.run();
            scene.peer().send(ServerBytes.errorAnswer(1053));
            scene.peer().close();

            assertThat(scene.failure(first, MySqlServerException.class).errorCode())
                    .isEqualTo(1053);
            scene.failure(second, MySqlConnectionLostException.class);
        }
    }

    @Test
    void close_afterTheLoss_completesAndTheReasonStays() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.peer().reset();
            scene.run();
            CompletableFuture<Void> closed = scene.watch(connection.close());
            scene.run();
            assertThat(closed).isCompleted();

            assertThat(scene.failure(scene.watch(connection.ping())))
                    .isNotInstanceOf(MySqlClosedException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void loss_commitAsText_isUnknown() {
        try (Scene scene = new Scene()) {
            CompletableFuture<Rows> commit = scene.watch(scene.connection().query("/* as text */ commit"));
            scene.run();
            scene.peer().reset();

            scene.failure(commit, MySqlCommitUnknownException.class);
        }
    }
}
