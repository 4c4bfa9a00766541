package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that ends the session with an error, in the answer to whatever was asked. */
class SessionEndTest {

    private static final int SHUTDOWN = 1053;
    private static final int DUPLICATE = 1062;
    private static final int IDLE_FOR_TOO_LONG = 4031;

    @ParameterizedTest
    @ValueSource(ints = {SHUTDOWN, 1927, 3032, IDLE_FOR_TOO_LONG})
    void query_answeredByAnErrorThatEndsTheSession_closesTheConnection(int code) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT 1"));
            CompletableFuture<Rows> behind = scene.watch(connection.query("SELECT 2"));
            scene.run();
            scene.send(ServerBytes.errorAnswer(code));

            assertThat(scene.failure(rows, MySqlServerException.class).errorCode())
                    .isEqualTo(code);
            assertThat(scene.failure(behind, MySqlException.class).isFatal()).isTrue();
            assertThat(connection.isOpen()).isFalse();
            assertThat(scene.peer().isClosed()).isTrue();
            scene.forget(connection);
        }
    }

    private static Stream<Function<MySqlConnection, CompletableFuture<?>>> doors() {
        return Stream.of(
                connection -> connection.query("SELECT ?", 1),
                connection -> connection.prepare("SELECT ?"),
                MySqlConnection::ping,
                MySqlConnection::begin,
                connection -> connection.changeSchema("other"),
                connection -> connection.executeBatch("INSERT INTO t VALUES (?)", List.of(List.of(1), List.of(2))),
                connection -> connection.pipeline(Statement.of("SELECT ?", 1), Statement.of("SELECT ?, 2", 1)),
                connection -> connection.inTransaction(tx -> tx.execute("DO 1")));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void anything_answeredByAnErrorThatEndsTheSession_closesTheConnection(
            Function<MySqlConnection, CompletableFuture<?>> door) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<?> done = scene.watch(door.apply(connection));
            scene.run();
            scene.send(ServerBytes.errorAnswer(SHUTDOWN));

            assertThat(done).isDone();
            assertThat(connection.isOpen()).isFalse();
            scene.forget(connection);
        }
    }

    @Test
    void query_answeredByAnotherError_leavesTheConnectionOpen() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT 1"));
            scene.run();
            scene.send(ServerBytes.errorAnswer(DUPLICATE));

            scene.failure(rows, MySqlServerException.class);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    /** MariaDB numbers another error so. */
    @Test
    void query_answeredByAnErrorThatEndsTheSessionElsewhere_leavesTheConnectionOpen() {
        try (Scene scene = new Scene(new Manners(Manners.MARIADB))) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> rows = scene.watch(connection.query("SELECT 1"));
            scene.run();
            scene.send(ServerBytes.errorAnswer(IDLE_FOR_TOO_LONG));

            scene.failure(rows, MySqlServerException.class);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void pool_statementAnsweredByAnErrorThatEndsTheSession_makesAnotherConnection() {
        try (Scene scene = new Scene()) {
            MySqlPool pool = MySqlPool.create(
                    scene.options().build(), PoolOptions.builder().maxSize(1).build());
            CompletableFuture<ExecuteResult> first = scene.watch(pool.execute("DO 1"));
            scene.run();
            scene.send(ServerBytes.errorAnswer(SHUTDOWN));
            scene.failure(first, MySqlServerException.class);
            CompletableFuture<ExecuteResult> second = scene.watch(pool.execute("DO 2"));
            scene.loop().clock().advance(Duration.ofSeconds(1));

            assertThat(scene.peers()).hasSize(2);
            assertThat(scene.peers().get(1).commands()).containsExactly("QUERY DO 2");
            scene.peers().get(1).send(ServerBytes.okAnswer());
            scene.run();
            assertThat(second).isCompleted();
            scene.watch(pool.closeAsync(Duration.ZERO));
        }
    }
}
