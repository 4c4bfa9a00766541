package dev.mysqlasync.internal.connection;

import dev.mysqlasync.BatchResult;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.Row;
import dev.mysqlasync.internal.client.ProcedureCall;
import dev.mysqlasync.internal.client.StatementClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The common part of all cursors. */
abstract class AbstractCursor implements Cursor {

    private final StatementClient client;
    private volatile int arraySize = 1;

    AbstractCursor(StatementClient client) {
        this.client = client;
    }

    final StatementClient client() {
        return client;
    }

    @Override
    public final CompletableFuture<Cursor> executeMany(
            String sql, List<? extends List<? extends @Nullable Object>> argumentLists) {
        return executeMany(() -> client.executeBatch(sql, argumentLists));
    }

    @Override
    public final CompletableFuture<Cursor> executeManyByName(
            String sql, List<? extends Map<String, ? extends @Nullable Object>> argumentMaps) {
        return executeMany(() -> client.executeBatchByName(sql, argumentMaps));
    }

    /** Runs a batch. The result of the cursor is then the sum of the results of the batch. */
    abstract CompletableFuture<Cursor> executeMany(Supplier<CompletableFuture<BatchResult>> batch);

    @Override
    public final CompletableFuture<Cursor> callProcedure(String name, @Nullable Object... arguments) {
        return execute(ProcedureCall.of(name, arguments));
    }

    @Override
    public final String mogrify(String sql, @Nullable Object... arguments) {
        return client.mogrify(sql, arguments);
    }

    @Override
    public final CompletableFuture<List<Row>> fetchMany() {
        return fetchMany(arraySize);
    }

    @Override
    public final CompletableFuture<List<Row>> fetchMany(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative: " + size);
        }
        return fetchUpTo(size);
    }

    @Override
    public final CompletableFuture<List<Row>> fetchAll() {
        return fetchUpTo(Integer.MAX_VALUE);
    }

    /** Fetches up to {@code size} rows. */
    abstract CompletableFuture<List<Row>> fetchUpTo(int size);

    @Override
    public final int arraySize() {
        return arraySize;
    }

    @Override
    public final void arraySize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("arraySize must be at least 1: " + size);
        }
        arraySize = size;
    }
}
