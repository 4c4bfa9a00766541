package dev.mysqlasync.internal.connection;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.CallResult;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.PreparedStatement;
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

    private final DriverConnection connection;
    private final TransactionScope<?> scope;

    DriverTransaction(DriverConnection connection, TransactionScope<?> scope) {
        this.connection = connection.within(scope);
        this.scope = scope;
    }

    @Override
    public CompletableFuture<Rows> query(Statement statement) {
        return connection.query(statement);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<List<T>> query(
            Statement statement, RowMapper<? extends T> mapper) {
        return connection.query(statement, mapper);
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(Statement statement) {
        return connection.execute(statement);
    }

    @Override
    public CompletableFuture<List<Result>> results(Statement statement) {
        return connection.results(statement);
    }

    @Override
    public CompletableFuture<BatchResult> executeBatch(
            Statement statement, List<? extends List<? extends @Nullable Object>> rows, BatchMode mode) {
        return connection.executeBatch(statement, rows, mode);
    }

    @Override
    public CompletableFuture<BatchResult> executeBatchByName(
            Statement statement, List<? extends Map<String, ? extends @Nullable Object>> rows, BatchMode mode) {
        return connection.executeBatchByName(statement, rows, mode);
    }

    @Override
    public CompletableFuture<CallResult> call(String procedure, @Nullable Object... arguments) {
        return connection.call(procedure, arguments);
    }

    @Override
    public Flow.Publisher<Row> stream(Statement statement) {
        return connection.stream(statement);
    }

    @Override
    public <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper) {
        return connection.stream(statement, mapper);
    }

    @Override
    public CompletableFuture<PreparedStatement> prepare(String sql) {
        return connection.prepare(sql);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return scope.part(work);
    }

    @Override
    public CompletableFuture<Void> savepoint(String name) {
        return connection.effect(Savepoints.set(name));
    }

    @Override
    public CompletableFuture<Void> rollbackTo(String name) {
        return connection.effect(Savepoints.rollbackTo(name));
    }

    @Override
    public CompletableFuture<Void> release(String name) {
        return connection.effect(Savepoints.release(name));
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
