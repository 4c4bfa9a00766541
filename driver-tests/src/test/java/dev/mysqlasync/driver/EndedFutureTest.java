package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever way users end a future by, it is the same to the connection: nobody waits any more. */
class EndedFutureTest {

    static Stream<Arguments> ways() {
        return Stream.of(
                way("cancel", future -> future.cancel(true)),
                way("complete", future -> future.complete(null)),
                way(
                        "completeExceptionally, as orTimeout does",
                        future -> future.completeExceptionally(new TimeoutException())),
                way("completeAsync", future -> future.completeAsync(() -> null, Runnable::run)),
                way("obtrudeException", future -> future.obtrudeException(new IllegalStateException("own"))),
                way(
                        "cancel of a derived one",
                        future -> future.thenApply(value -> value).cancel(true)),
                way(
                        "completion of a derived one",
                        future -> future.thenApply(value -> 1).complete(2)));
    }

    private static Arguments way(String name, Consumer<CompletableFuture<Object>> end) {
        return Arguments.of(name, end);
    }

    private final TestPublisher publisher = new TestPublisher();

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void longParameter_ofAnEndedFuture_isClearedAndTheConnectionGoesOn(
            String name, Consumer<CompletableFuture<Object>> end) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> insert = scene.watch(connection.execute(
                    "INSERT INTO t VALUES (?)", LongParameter.ofBytes(ByteSource.ofPublisher(publisher))));
            scene.run();
            scene.send(ServerBytes.answer().prepared(7, 0, 1));
            end(insert, end);
            scene.run();

            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(scene.peer().takeCommands()).containsExactly("PREPARE INSERT INTO t VALUES (?)", "RESET 7");
            scene.send(ServerBytes.okAnswer());
            LocalInfileScene.assertUsable(scene, connection);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void loadData_ofAnEndedFuture_closesTheConnection(String name, Consumer<CompletableFuture<Object>> end) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = LocalInfileScene.connection(scene);
            CompletableFuture<?> load = LocalInfileScene.load(scene, connection, ByteSource.ofPublisher(publisher));
            publisher.give("a");
            LocalInfileScene.requestFile(scene);
            end(load, end);
            scene.run();

            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(connection.isOpen()).isFalse();
            scene.forget(connection);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void loadData_ofAFutureEndedBeforeItsSourceOpens_isNotSent(String name, Consumer<CompletableFuture<Object>> end) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = LocalInfileScene.connection(scene);
            CompletableFuture<?> load = LocalInfileScene.load(scene, connection, ByteSource.ofPublisher(publisher));
            end(load, end);
            scene.run();

            assertThat(publisher.cancelled()).isEqualTo(1);
            assertThat(scene.peer().takeCommands()).isEmpty();
            LocalInfileScene.assertUsable(scene, connection);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void connect_ofAnEndedFuture_leavesNoConnection(String name, Consumer<CompletableFuture<Object>> end) {
        try (Scene scene = new Scene()) {
            CompletableFuture<?> connecting =
                    MySqlConnection.connect(scene.options().build());
            end(connecting, end);
            scene.run();

            assertThat(scene.network().openConnections()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void connect_ofAFutureEndedWhileTheExecutorIsBusy_leavesNoConnection(
            String name, Consumer<CompletableFuture<Object>> end) {
        Queue<Runnable> callbacks = new ArrayDeque<>();
        try (Scene scene = new Scene()) {
            CompletableFuture<?> connecting = MySqlConnection.connect(
                    scene.options().callbackExecutor(callbacks::add).build());
            scene.run();
            end(connecting, end);
            scene.loop().clock().advance(Duration.ofSeconds(1));

            assertThat(scene.network().openConnections()).isZero();
            callbacks.forEach(Runnable::run);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void acquire_ofAnEndedFuture_leavesTheLine(String name, Consumer<CompletableFuture<Object>> end) {
        try (Scene scene = new Scene();
                MySqlPool pool = MySqlPool.create(
                        scene.options().build(),
                        PoolOptions.builder().maxSize(1).build())) {
            MySqlConnection held = scene.loop().await(pool.acquire());
            CompletableFuture<?> waiting = pool.acquire();
            scene.run();
            end(waiting, end);
            scene.run();

            assertThat(pool.stats().waiting()).isZero();
            scene.watch(held.close());
            scene.run();
            scene.loop().await(pool.closeAsync(Duration.ZERO));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void acquire_ofAFutureEndedWhileTheExecutorIsBusy_leavesTheConnectionToOthers(
            String name, Consumer<CompletableFuture<Object>> end) {
        Queue<Runnable> callbacks = new ArrayDeque<>();
        try (Scene scene = new Scene()) {
            MySqlPool pool = MySqlPool.create(
                    scene.options().callbackExecutor(callbacks::add).build(),
                    PoolOptions.builder().maxSize(1).build());
            CompletableFuture<?> acquiring = pool.acquire();
            scene.run();
            assertThat(pool.stats().used()).isEqualTo(1);
            end(acquiring, end);
            scene.run();

            assertThat(pool.stats().used()).isZero();
            callbacks.forEach(Runnable::run);
            callbacks.clear();
            scene.run();
            assertThat(pool.stats().idle()).isEqualTo(1);
            CompletableFuture<?> closing = pool.closeAsync(Duration.ZERO);
            scene.run();
            callbacks.forEach(Runnable::run);
            assertThat(closing).isDone();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void transaction_ofAnEndedFuture_isRolledBack(String name, Consumer<CompletableFuture<Object>> end) {
        try (TransactionScene scene = new TransactionScene()) {
            CompletableFuture<Object> open = scene.openTransaction(new CompletableFuture<>());
            end(open, end);

            scene.expect("ROLLBACK").ok(0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void query_ofAnEndedFuture_isKilled(String name, Consumer<CompletableFuture<Object>> end) {
        try (Scene scene = new Scene(new SlowKill())) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> query = scene.watch(connection.query(Statement.of("SELECT SLEEP(9)")));
            scene.run();
            end(query, end);
            scene.run();

            assertThat(scene.peers().get(1).takeCommands()).containsExactly("QUERY KILL QUERY 72");
            scene.send(ServerBytes.errorAnswer(1317));
            scene.peers().get(1).send(ServerBytes.okAnswer());
            scene.run();
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @SuppressWarnings("unchecked") // it is completed with what any of them takes
    private static void end(CompletableFuture<?> future, Consumer<CompletableFuture<Object>> end) {
        end.accept((CompletableFuture<Object>) future);
    }
}
