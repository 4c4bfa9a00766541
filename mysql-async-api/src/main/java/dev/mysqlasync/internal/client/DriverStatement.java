package dev.mysqlasync.internal.client;

import dev.mysqlasync.Column;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.session.StatementCache;
import dev.mysqlasync.internal.session.StatementKey;
import dev.mysqlasync.internal.statement.Execution;
import dev.mysqlasync.internal.statement.PreparedExecution;
import dev.mysqlasync.internal.value.Columns;
import dev.mysqlasync.internal.value.EffectCollector;
import dev.mysqlasync.internal.value.ResultCollector;
import dev.mysqlasync.internal.value.RowConverter;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A user's prepared statement. It has a handle for each recently used combination of parameter classes. They are not in
 * the connection's statement cache, which therefore never evicts them.
 */
final class DriverStatement implements PreparedStatement {

    private static final int MOST_HANDLES = 8;

    private final StatementClient client;
    private final String sql;
    private final int parameterCount;
    private final List<Column> columns;
    private final @Nullable Duration timeout; // null for the connection's
    private final StatementCache handles; // used on the I/O thread only
    private final AtomicBoolean closed;
    private final CompletableFuture<@Nullable Void> closing;

    DriverStatement(StatementClient client, StatementKey key, PreparedHandle handle) {
        this.client = client;
        this.sql = key.sql();
        this.parameterCount = handle.parameterCount();
        this.columns = Columns.of(RowLayout.of(RowFormat.BINARY, handle.columns()));
        this.timeout = null;
        this.handles = StatementCache.ofOne(MOST_HANDLES);
        this.closed = new AtomicBoolean();
        this.closing = new CompletableFuture<>();
        handles.add(key, handle);
    }

    /** The same statement with another timeout. */
    private DriverStatement(DriverStatement same, Duration timeout) {
        this.client = same.client;
        this.sql = same.sql;
        this.parameterCount = same.parameterCount;
        this.columns = same.columns;
        this.timeout = timeout;
        this.handles = same.handles;
        this.closed = same.closed;
        this.closing = same.closing;
    }

    @Override
    public PreparedStatement timeout(Duration timeout) {
        Statement.of(sql).timeout(timeout); // checks the argument
        return new DriverStatement(this, timeout);
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public int parameterCount() {
        return parameterCount;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public CompletableFuture<Rows> query(@Nullable Object... arguments) {
        return run(client.collectors()::rows, arguments);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<List<T>> query(
            RowMapper<? extends T> mapper, @Nullable Object... arguments) {
        Objects.requireNonNull(mapper, "mapper");
        return run(() -> client.collectors().<T>mapped(mapper), arguments);
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(@Nullable Object... arguments) {
        return run(() -> new EffectCollector(sql), arguments);
    }

    @Override
    public CompletableFuture<List<Result>> results(@Nullable Object... arguments) {
        return run(client.collectors()::all, arguments);
    }

    private <T> CompletableFuture<T> run(Supplier<ResultCollector<T>> collector, @Nullable Object... arguments) {
        RuntimeException refusal = refusal(arguments.length);
        return refusal == null
                ? client.submit(execution(arguments), collector.get(), timeout)
                : CompletableFuture.failedFuture(refusal);
    }

    @Override
    public Flow.Publisher<Row> stream(@Nullable Object... arguments) {
        return published(client.collectors().streamed(), arguments);
    }

    @Override
    public <T> Flow.Publisher<T> stream(RowMapper<? extends @Nullable T> mapper, @Nullable Object... arguments) {
        return published(client.collectors().<T>streamed(mapper), arguments);
    }

    private <T> Flow.Publisher<T> published(RowConverter<T> form, @Nullable Object... arguments) {
        Supplier<Execution> execution = () -> {
            RuntimeException refusal = refusal(arguments.length);
            if (refusal != null) {
                throw refusal;
            }
            return execution(arguments);
        };
        return client.streams().of(execution, form, timeout);
    }

    private @Nullable RuntimeException refusal(int arguments) {
        if (closed.get()) {
            return PreparedExecution.closed(sql);
        }
        return arguments == parameterCount ? null : PreparedExecution.wrongCount(sql, parameterCount, arguments);
    }

    private Execution execution(@Nullable Object... arguments) {
        @Nullable Object[] values = Statement.of(sql, arguments).arguments().toArray();
        return new PreparedExecution(sql, values, client.runner().attributes(), session -> handles);
    }

    @Override
    public CompletableFuture<Void> close() {
        if (closed.compareAndSet(false, true)) {
            client.end(handles, closing);
        }
        CompletableFuture<Void> done = client.newFuture(); // each caller gets one, because it may be cancelled
        CompletableFuture<?> unused = closing.whenComplete((told, lost) -> done.complete(null));
        return done;
    }

    @Override
    public String toString() {
        return "PreparedStatement[" + sql + ", " + parameterCount + " parameters" + (closed.get() ? ", closed" : "")
                + "]";
    }
}
