package dev.mysqlasync.internal.connection;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.CallResult;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Transaction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The verbs of a connection, as long as a scope is open. */
final class DriverTransaction implements Transaction {

    private static final Flow.Subscription NOTHING = new Flow.Subscription() {
        @Override
        public void request(long rows) {}

        @Override
        public void cancel() {}
    };

    private final DriverConnection connection;
    private final TransactionScope<?> scope;

    DriverTransaction(DriverConnection connection, TransactionScope<?> scope) {
        this.connection = connection;
        this.scope = scope;
    }

    @Override
    public CompletableFuture<Rows> query(Statement statement) {
        return scope.submit(() -> connection.query(statement));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<List<T>> query(
            Statement statement, RowMapper<? extends T> mapper) {
        return scope.submit(() -> connection.query(statement, mapper));
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(Statement statement) {
        return scope.submit(() -> connection.execute(statement));
    }

    @Override
    public CompletableFuture<List<Result>> results(Statement statement) {
        return scope.submit(() -> connection.results(statement));
    }

    @Override
    public CompletableFuture<BatchResult> executeBatch(
            Statement statement, List<? extends List<? extends @Nullable Object>> rows, BatchMode mode) {
        return scope.submit(() -> connection.executeBatch(statement, rows, mode));
    }

    @Override
    public CompletableFuture<BatchResult> executeBatchByName(
            Statement statement, List<? extends Map<String, ? extends @Nullable Object>> rows, BatchMode mode) {
        return scope.submit(() -> connection.executeBatchByName(statement, rows, mode));
    }

    @Override
    public CompletableFuture<CallResult> call(String procedure, @Nullable Object... arguments) {
        return scope.submit(() -> connection.call(procedure, arguments));
    }

    @Override
    public Flow.Publisher<Row> stream(Statement statement) {
        return whileOpen(connection.stream(statement));
    }

    @Override
    public <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper) {
        return whileOpen(connection.<T>stream(statement, mapper));
    }

    /** The scope does not wait for a stream; one that begins after its end would be outside it. */
    private <T> Flow.Publisher<T> whileOpen(Flow.Publisher<T> rows) {
        return subscriber -> {
            if (scope.isOpen()) {
                rows.subscribe(subscriber);
            } else {
                subscriber.onSubscribe(NOTHING);
                subscriber.onError(new IllegalStateException("the transaction has ended"));
            }
        };
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return scope.part(work);
    }

    @Override
    public CompletableFuture<Void> savepoint(String name) {
        return scope.submit(() -> connection.effect(Savepoints.set(name)));
    }

    @Override
    public CompletableFuture<Void> rollbackTo(String name) {
        return scope.submit(() -> connection.effect(Savepoints.rollbackTo(name)));
    }

    @Override
    public CompletableFuture<Void> release(String name) {
        return scope.submit(() -> connection.effect(Savepoints.release(name)));
    }

    @Override
    public boolean isOpen() {
        return scope.isOpen();
    }

    @Override
    public String toString() {
        return "Transaction[" + connection + (isOpen() ? "" : ", ended") + "]";
    }
}
