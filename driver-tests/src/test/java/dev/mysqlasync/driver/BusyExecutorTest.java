package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Written;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A callbackExecutor that is busy keeps its users waiting, and changes nothing about what is sent and what is told. */
class BusyExecutorTest {

    private static final Duration LIMIT = Duration.ofMillis(300);

    private final Scene scene = new Scene();
    private final Queue<Runnable> callbacks = new ArrayDeque<>();

    private MySqlConnection connection(UnaryOperator<MySqlOptionsBuilder> changes) {
        CompletableFuture<MySqlConnection> connected = scene.connect(
                changes.apply(scene.options()).callbackExecutor(callbacks::add).build());
        scene.run();
        runCallbacks();
        return connected.join();
    }

    private void runCallbacks() {
        for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
            next.run();
            scene.run();
        }
    }

    private void pass(Duration time) {
        scene.loop().clock().advance(time);
        scene.run();
    }

    private static Statement limited(String sql, Object... arguments) {
        return Statement.of(sql, arguments).timeout(LIMIT);
    }

    @Test
    void timeout_ofAStatementThatWaits_isNeverSentAndToldSo() {
        MySqlConnection connection = connection(options -> options.pipelining(Pipelining.OFF));
        scene.watch(connection.query("SELECT SLEEP(1)"));
        CompletableFuture<?> insert = scene.watch(connection.execute(limited("INSERT INTO t VALUES (1)")));
        scene.run();
        pass(LIMIT);
        scene.send(ServerBytes.rowsAnswer("0"));

        assertThat(scene.peer().commands()).containsExactly("QUERY SELECT SLEEP(1)");
        runCallbacks();
        assertThat(scene.failure(insert, MySqlTimeoutException.class).written()).isEqualTo(Written.NONE);
        close(connection);
    }

    @Test
    void timeout_duringPrepare_isNotExecuted() {
        MySqlConnection connection = connection(options -> options);
        CompletableFuture<?> late = scene.watch(connection.execute(limited("INSERT INTO t VALUES (?)", 1)));
        scene.run();
        pass(LIMIT);
        scene.send(ServerBytes.answer().prepared(7, 0, 1));

        assertThat(scene.peer().commands()).containsExactly("PREPARE INSERT INTO t VALUES (?)");
        runCallbacks();
        assertThat(scene.failure(late, MySqlTimeoutException.class).written()).isEqualTo(Written.NONE);
        close(connection);
    }

    @Test
    void timeout_ofATransactionsBeginning_beginsNothing() {
        MySqlConnection connection =
                connection(options -> options.pipelining(Pipelining.OFF).statementTimeout(LIMIT));
        scene.watch(connection.query(Statement.of("SELECT SLEEP(1)").timeout(Duration.ofSeconds(9))));
        CompletableFuture<?> transaction =
                scene.watch(connection.inTransaction(tx -> tx.execute("INSERT INTO t VALUES (1)")));
        scene.run();
        pass(LIMIT);
        scene.send(ServerBytes.rowsAnswer("0"));

        assertThat(scene.peer().commands()).containsExactly("QUERY SELECT SLEEP(1)");
        runCallbacks();
        assertThat(scene.failure(transaction, MySqlTimeoutException.class).written())
                .isEqualTo(Written.NONE);
        close(connection);
    }

    @Test
    void timeout_betweenRowsOfABatch_sendsNoMoreOfThem() {
        MySqlConnection connection = connection(options -> options.pipelining(Pipelining.OFF));
        CompletableFuture<?> batch = scene.watch(connection.executeBatch(
                limited("UPDATE t SET a = ?"), List.of(List.of(1), List.of(2)), BatchMode.AUTO));
        scene.run();
        scene.send(ServerBytes.answer().prepared(7, 0, 1));
        pass(LIMIT);
        scene.send(ServerBytes.okAnswer());

        assertThat(scene.peer().commands()).containsExactly("PREPARE UPDATE t SET a = ?", "EXECUTE 7");
        runCallbacks();
        assertThat(scene.failure(batch, MySqlTimeoutException.class).written()).isEqualTo(Written.ALL);
        close(connection);
    }

    @Test
    void timeout_ofATransactionsEndThatWaits_givesTheConnectionUpAtOnce() {
        MySqlConnection connection =
                connection(options -> options.pipelining(Pipelining.OFF).statementTimeout(LIMIT));
        CompletableFuture<?> transaction = scene.watch(connection.inTransaction(tx -> {
            scene.watch(connection.query(Statement.of("SELECT SLEEP(1)").timeout(Duration.ofSeconds(9))));
            return CompletableFuture.completedFuture(1);
        }));
        scene.run();
        scene.send(ServerBytes.okAnswer());
        runCallbacks();
        pass(LIMIT);

        assertThat(connection.isOpen()).isFalse();
        runCallbacks();
        scene.failure(transaction, MySqlTimeoutException.class);
        scene.forget(connection);
        scene.close();
    }

    private void close(MySqlConnection connection) {
        scene.forget(connection);
        scene.watch(connection.close());
        scene.run();
        runCallbacks();
        scene.close();
    }
}
