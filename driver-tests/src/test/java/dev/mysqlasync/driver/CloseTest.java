package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlClosedException;
import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The end that the user wishes. */
class CloseTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    @Test
    void close_idle_quitsAndEndsTheConnection() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> closed = scene.watch(connection.close());
            assertThat(connection.isOpen()).isFalse();
            scene.run();

            assertThat(closed).isCompleted();
            assertThat(scene.peer().commands()).containsExactly("QUIT");
            assertThat(scene.network().openConnections()).isZero();
            assertThat(scene.loop().clock().elapsed()).isZero();
        }
    }

    @Test
    void close_statementsSubmittedBefore_finishesThemFirst() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.pipelineLimit(1));
            CompletableFuture<ExecuteResult> first = scene.watch(connection.execute("DO 1"));
            CompletableFuture<ExecuteResult> second = scene.watch(connection.execute("DO 2"));
            CompletableFuture<Void> closed = scene.watch(connection.close());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            assertThat(closed).isNotDone();
            scene.send(ServerBytes.okAnswer());

            assertThat(first).isCompleted();
            assertThat(second).isCompleted();
            assertThat(closed).isCompleted();
            assertThat(scene.peer().commands()).containsExactly("QUERY DO 1", "QUERY DO 2", "QUIT");
        }
    }

    @Test
    void close_serverHangs_givesUpAtTheTimeout() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection =
                    scene.connection(options -> options.closeTimeout(TIMEOUT).pipelineLimit(1));
            CompletableFuture<ExecuteResult> sent = scene.watch(connection.execute("DO 1"));
            CompletableFuture<ExecuteResult> waiting = scene.watch(connection.execute("DO 2"));
            CompletableFuture<Void> closed = scene.watch(connection.close());
            scene.loop().clock().advance(TIMEOUT.minusNanos(1));
            assertThat(closed).isNotDone();

            scene.loop().clock().advance(Duration.ofNanos(1));
            assertThat(closed).isCompleted();
            assertThat(scene.failure(sent, MySqlConnectionLostException.class).isOutcomeUnknown())
                    .isTrue();
            assertThat(scene.failure(waiting, MySqlClosedException.class).isSafeToRetry())
                    .isTrue();
            assertThat(scene.peer().commands()).containsExactly("QUERY DO 1");
        }
    }

    @Test
    void close_commitNotAnsweredInTime_leavesItUnknown() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.closeTimeout(TIMEOUT));
            CompletableFuture<Void> commit = scene.watch(connection.commit());
            scene.watch(connection.close());
            scene.loop().clock().advance(TIMEOUT);

            scene.failure(commit, MySqlCommitUnknownException.class);
        }
    }

    @Test
    void close_twice_quitsOnce() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> first = scene.watch(connection.close());
            CompletableFuture<Void> second = scene.watch(connection.close());
            scene.run();

            assertThat(first).isCompleted();
            assertThat(second).isCompleted();
            assertThat(scene.peer().commands()).containsExactly("QUIT");
        }
    }

    @Test
    void close_whoseFutureIsCancelled_closesAllTheSame() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.close()).cancel(true);
            CompletableFuture<Void> second = scene.watch(connection.close());
            scene.run();

            assertThat(second).isCompleted();
        }
    }

    @Test
    void close_connectionLostMeanwhile_completes() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<ExecuteResult> result = scene.watch(connection.execute("DO 1"));
            CompletableFuture<Void> closed = scene.watch(connection.close());
            scene.run();
            scene.peer().reset();

            scene.failure(result, MySqlConnectionLostException.class);
            assertThat(closed).isCompleted();
        }
    }

    @Test
    void close_fromACallback_letsTheOtherAnswersComeFirst() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> closed =
                    scene.watch(scene.watch(connection.execute("DO 1")).thenCompose(done -> connection.close()));
            CompletableFuture<ExecuteResult> second = scene.watch(connection.execute("DO 2"));
            scene.run();
            scene.send(ServerBytes.okAnswer());
            assertThat(closed).isNotDone();
            scene.send(ServerBytes.okAnswer());

            assertThat(second).isCompleted();
            assertThat(closed).isCompleted();
        }
    }

    @Test
    void submit_afterClose_isRefusedAndNotSent() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.watch(connection.close());
            CompletableFuture<ExecuteResult> late = scene.watch(connection.execute("DO 1"));

            scene.failure(late, MySqlClosedException.class);
            assertThat(scene.peer().commands()).containsExactly("QUIT");
        }
    }

    @Test
    void close_behindAPreparation_letsItBeExecuted() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<ExecuteResult> result = scene.watch(connection.execute("DO ?", 1));
            scene.watch(connection.close());
            scene.run();
            scene.send(ServerBytes.answer().prepared(1, 0, 1));
            scene.send(ServerBytes.okAnswer());

            assertThat(result).isCompleted();
            assertThat(scene.peer().commands()).containsExactly("PREPARE DO ?", "EXECUTE 1", "QUIT");
        }
    }
}
