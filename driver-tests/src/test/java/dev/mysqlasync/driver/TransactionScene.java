package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A {@link Scene} with one connection, whose server answers each statement as the test says. */
final class TransactionScene implements AutoCloseable {

    static final int IN_TRANSACTION = StatusFlag.SERVER_STATUS_IN_TRANS;

    private final Scene scene = new Scene();
    private final MySqlConnection connection;
    private final List<Transaction> begun = new ArrayList<>();

    TransactionScene() {
        this(100);
    }

    TransactionScene(int pipelineLimit) {
        connection = scene.connection(options -> options.pipelineLimit(pipelineLimit));
    }

    MySqlConnection connection() {
        return connection;
    }

    Scene scene() {
        return scene;
    }

    /** Lets a function run in a transaction; remembers what it was given. */
    <T> CompletableFuture<T> inTransaction(Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return scene.watch(connection.inTransaction(transaction -> {
            begun.add(transaction);
            return work.apply(transaction);
        }));
    }

    /** A transaction that is open until the given future is complete. */
    <T> CompletableFuture<T> openTransaction(CompletableFuture<T> end) {
        CompletableFuture<T> result = inTransaction(transaction -> end);
        expect("START TRANSACTION").ok(IN_TRANSACTION);
        return result;
    }

    Transaction transaction() {
        return begun.get(begun.size() - 1);
    }

    <T> CompletableFuture<T> watch(CompletableFuture<T> future) {
        return scene.watch(future);
    }

    /** These statements, and no others, have arrived since the last time; they wait for their answers. */
    TransactionScene expect(String... statements) {
        scene.run();
        assertThat(scene.peer().takeCommands())
                .containsExactly(List.of(statements).stream()
                        .map(statement -> "QUERY " + statement)
                        .toArray(String[]::new));
        return this;
    }

    TransactionScene ok(int status) {
        scene.send(ServerBytes.answer().ok(status));
        return this;
    }

    TransactionScene ok() {
        return ok(IN_TRANSACTION);
    }

    TransactionScene error(int code, String sqlState) {
        scene.send(ServerBytes.answer().error(code, sqlState, "no"));
        return this;
    }

    TransactionScene deadlock() {
        return error(1213, "40001");
    }

    <X extends Throwable> X failure(CompletableFuture<?> future, Class<X> type) {
        return scene.failure(future, type);
    }

    @Override
    public void close() {
        scene.close();
    }
}
