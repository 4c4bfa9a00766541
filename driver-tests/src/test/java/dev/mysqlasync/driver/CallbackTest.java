package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Rows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The user's code in the driver's hands: where it runs, and what its failures do. */
class CallbackTest {

    @Test
    void mapper_throws_failsItsStatementAlone() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            IllegalStateException own = new IllegalStateException("own");
            List<String> mapped = new ArrayList<>();
            CompletableFuture<List<String>> failing = scene.watch(connection.query("SELECT 1", row -> {
                mapped.add(row.getString(0));
                throw own;
            }));
            CompletableFuture<Rows> behind = scene.watch(connection.query("SELECT 2"));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b", "c"));
            scene.send(ServerBytes.rowsAnswer("d"));

            assertThat(scene.failure(failing)).isSameAs(own);
            assertThat(mapped).as("not called again").containsExactly("a");
            assertThat(behind.join().get(0).getString(0)).isEqualTo("d");
        }
    }

    @Test
    void mapper_throwsAnError_failsItsStatementAlone() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<List<Object>> failing = scene.watch(connection.query("SELECT 1", row -> {
                throw new StackOverflowError("own");
            }));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a"));

            assertThat(scene.failure(failing)).isInstanceOf(StackOverflowError.class);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void mapper_readsACellItCannot_failsItsStatementAlone() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<List<Integer>> failing = scene.watch(connection.query("SELECT 1", row -> row.getInt(0)));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("no number"));

            assertThat(scene.failure(failing)).isNotInstanceOf(MySqlServerException.class);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void result_largerThanTheLimit_failsAloneAndTheRestIsSkipped() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.maxResultBytes(1024));
            CompletableFuture<Rows> large = scene.watch(connection.query("SELECT 1"));
            CompletableFuture<Rows> small = scene.watch(connection.query("SELECT 2"));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("x".repeat(600), "x".repeat(600), "y"));
            scene.send(ServerBytes.rowsAnswer("1"));

            assertThat(scene.failure(large, MySqlLimitException.class).option()).isEqualTo("maxResultBytes");
            assertThat(small.join().size()).isEqualTo(1);
        }
    }

    @Test
    void callback_throws_disturbsNothing() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> first = scene.watch(connection.ping());
            CompletableFuture<Void> derived = first.thenRun(() -> {
                throw new AssertionError("own");
            });
            CompletableFuture<Void> second = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.okAnswer());

            assertThat(scene.failure(derived)).isInstanceOf(AssertionError.class);
            assertThat(second).isCompleted();
        }
    }

    @Test
    void callback_submitsAnotherStatement_isSentInTheSameTurn() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<ExecuteResult> chained =
                    scene.watch(connection.ping().thenCompose(pong -> connection.execute("DO 2")));
            scene.run();
            int before = scene.writes();
            scene.send(ServerBytes.okAnswer());
            assertThat(scene.writes() - before).isEqualTo(1);
            scene.send(ServerBytes.okAnswer());

            assertThat(chained).isCompleted();
        }
    }

    @Test
    void join_onTheIoThread_isRefusedAndNamesTheWayOut() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            List<Throwable> thrown = new ArrayList<>();
            CompletableFuture<Rows> other = scene.watch(connection.query("SELECT 1"));
            scene.loop().execute(() -> {
                thrown.add(catchThrowable(other::join));
                thrown.add(catchThrowable(other::get));
                thrown.add(catchThrowable(() -> other.get(1, TimeUnit.SECONDS)));
                thrown.add(catchThrowable(() -> other.thenApply(Rows::size).join()));
            });
            scene.run();

            assertThat(thrown)
                    .hasSize(4)
                    .allSatisfy(each -> assertThat(each)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("callbackExecutor"));
        }
    }

    @Test
    void join_ofACompletedFutureOnTheIoThread_isAllowed() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            CompletableFuture<Void> derived = scene.watch(ping.thenRun(ping::join));
            scene.run();
            scene.send(ServerBytes.okAnswer());

            assertThat(derived).isCompleted();
        }
    }

    // --- the executor ----------------------------------------------------------------------------------------------

    @Test
    void callbackExecutor_given_completesEveryFuture() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        try (Scene scene = new Scene()) {
            CompletableFuture<MySqlConnection> connected =
                    scene.connect(scene.options().callbackExecutor(tasks::add).build());
            scene.run();
            assertThat(connected).isNotDone();
            tasks.remove().run();
            MySqlConnection connection = connected.join();

            CompletableFuture<Void> answered = scene.watch(connection.ping());
            CompletableFuture<Void> refused = scene.watch(connection.ping());
            CompletableFuture<Void> cut = scene.watch(connection.ping());
            CompletableFuture<Void> closed = scene.watch(connection.close());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            scene.send(ServerBytes.errorAnswer(1105));
            scene.peer().reset();
            scene.run();
            assertThat(List.of(answered, refused, cut, closed)).noneMatch(CompletableFuture::isDone);

            tasks.forEach(Runnable::run);
            assertThat(List.of(answered, refused, cut, closed)).allMatch(CompletableFuture::isDone);
            scene.forget(connection);
        }
    }

    @Test
    void callbackExecutor_refuses_leavesNoFutureIncomplete() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.callbackExecutor(task -> {
                throw new RejectedExecutionException("shut down");
            }));
            CompletableFuture<Void> answered = scene.watch(connection.ping());
            CompletableFuture<Void> cut = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.okAnswer());
            assertThat(connection.isOpen()).isTrue();
            scene.peer().reset();
            scene.run();

            assertThat(answered).isCompleted();
            assertThat(cut).isCompletedExceptionally();
        }
    }
}
