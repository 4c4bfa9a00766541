package dev.mysqlasync.internal.pool;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.CallResult;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.PoolStats;
import dev.mysqlasync.Result;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.internal.Tracing;
import dev.mysqlasync.internal.client.ProcedureCall;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.connection.Lendable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public methods of a pool: each checks its arguments and starts an operation on a {@link PoolCore}. */
final class DriverPool implements MySqlPool {

    private static final Logger LOG = LoggerFactory.getLogger(DriverPool.class);
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final PoolCore core;
    private final MySqlOptions options;
    private final PoolOptions poolOptions;
    private final Tracing tracing;

    DriverPool(PoolCore core, MySqlOptions options, PoolOptions poolOptions) {
        this.core = core;
        this.options = options;
        this.poolOptions = poolOptions;
        this.tracing = new Tracing(options.traceContext());
    }

    // --- statements ------------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<Rows> query(Statement statement) {
        return once(statement, (connection, timed) -> connection.connection().query(timed), true);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<List<T>> query(
            Statement statement, RowMapper<? extends T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return once(statement, (connection, timed) -> connection.connection().<T>query(timed, mapper), true);
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(Statement statement) {
        return once(statement, (connection, timed) -> connection.connection().execute(timed), true);
    }

    @Override
    public CompletableFuture<List<Result>> results(Statement statement) {
        return once(statement, (connection, timed) -> connection.connection().results(timed), true);
    }

    @Override
    public CompletableFuture<CallResult> call(String procedure, @Nullable Object... arguments) {
        return once(ProcedureCall.of(procedure, arguments), Lendable::call, true);
    }

    @Override
    public CompletableFuture<BatchResult> executeBatch(
            Statement statement, List<? extends List<? extends @Nullable Object>> rows, BatchMode mode) {
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(mode, "mode");
        return once(statement, (connection, timed) -> connection.connection().executeBatch(timed, rows, mode), false);
    }

    @Override
    public CompletableFuture<BatchResult> executeBatchByName(
            Statement statement, List<? extends Map<String, ? extends @Nullable Object>> rows, BatchMode mode) {
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(mode, "mode");
        return once(
                statement, (connection, timed) -> connection.connection().executeBatchByName(timed, rows, mode), false);
    }

    /**
     * Runs a statement on a pooled connection. The trace context is the calling thread's. The time limit includes the wait for the
     * connection.
     *
     * @param oneCommand whether the statement is a single command, which may be tried again if the server has not executed it
     */
    private <T extends @Nullable Object> CompletableFuture<T> once(
            Statement given, BiFunction<Lendable, Statement, CompletableFuture<T>> verb, boolean oneCommand) {
        Objects.requireNonNull(given, "statement");
        Statement statement;
        try {
            statement = tracing.traced(given);
        } catch (Throwable e) { // the supplier's
            return CompletableFuture.failedFuture(e);
        }
        PooledStatement<T> pooled = new PooledStatement<>(
                core,
                timeout(statement),
                (connection, timeLeft) ->
                        verb.apply(connection, timeLeft == null ? statement : statement.timeout(timeLeft)));
        return (oneCommand ? pooled.idempotent(statement.isIdempotent()) : pooled.once()).begin();
    }

    @Override
    public Flow.Publisher<Row> stream(Statement statement) {
        return streamOf(statement, MySqlConnection::stream);
    }

    @Override
    public <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return streamOf(statement, (connection, timed) -> connection.<T>stream(timed, mapper));
    }

    /** The trace context is that of the thread that subscribes. */
    private <T> Flow.Publisher<T> streamOf(
            Statement statement, BiFunction<MySqlConnection, Statement, Flow.Publisher<T>> verb) {
        Objects.requireNonNull(statement, "statement");
        return new PooledStream<>(core, timeout(statement), () -> {
            Statement traced = tracing.traced(statement);
            return (connection, timeLeft) -> verb.apply(connection, streamed(traced, timeLeft));
        });
    }

    private @Nullable Duration timeout(Statement statement) {
        return statement.timeout() == null ? options.statementTimeout() : statement.timeout();
    }

    /** With a fetch size, each fetch has the whole time limit anew. */
    private static Statement streamed(Statement statement, @Nullable Duration timeLeft) {
        return timeLeft == null || statement.fetchSize() > 0 ? statement : statement.timeout(timeLeft);
    }

    // --- connections -----------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<MySqlConnection> acquire() {
        return new AcquiredConnection(core).begin();
    }

    @Override
    public <T> CompletableFuture<T> withConnection(
            Function<? super MySqlConnection, ? extends CompletionStage<T>> use) {
        Objects.requireNonNull(use, "use");
        return new BorrowedConnection<>(core, null, (connection, lease, timeLeft) -> connection.lend(lease), use)
                .commitsItself()
                .begin();
    }

    @Override
    public <T> CompletableFuture<T> inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(work, "work");
        return transaction(connection -> connection.inTransaction(options, work));
    }

    @Override
    public <T> CompletableFuture<T> retryTransaction(
            RetryPolicy policy,
            TransactionOptions options,
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(work, "work");
        return transaction(connection -> connection.retryTransaction(policy, options, work));
    }

    /** The statement timeout bounds the wait for the connection together with BEGIN. */
    private <T> CompletableFuture<T> transaction(Function<MySqlConnection, CompletableFuture<T>> use) {
        return new BorrowedConnection<>(core, options.statementTimeout(), Lendable::lendForTransactions, use).begin();
    }

    @Override
    public CompletableFuture<Void> warmUp(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        MySqlFuture<Void> result = new MySqlFuture<>(core.transport());
        CompletableFuture<@Nullable Void> warm = core.warmUp(limit);
        result.whenEnded(() -> warm.cancel(true));
        CompletableFuture<?> unused = warm.whenCompleteAsync(
                (done, failure) -> {
                    if (failure == null) {
                        result.succeed();
                    } else {
                        result.fail(failure);
                    }
                },
                core.callbacks());
        return result;
    }

    @Override
    public PoolStats stats() {
        return core.figures();
    }

    @Override
    public boolean isOpen() {
        return core.isOpen();
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<Void> closeAsync(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must not be negative: " + grace);
        }
        MySqlFuture<Void> done = new MySqlFuture<>(core.transport());
        CompletableFuture<?> unused = core.close(grace).thenRunAsync(() -> done.succeed(), core.callbacks());
        return done;
    }

    @Override
    public void close() {
        CompletableFuture<?> drained = core.close(poolOptions.closeTimeout());
        if (core.transport().isIoThread()) {
            return;
        }
        Duration limit = poolOptions.closeTimeout().plus(options.closeTimeout()).plus(MARGIN);
        try {
            core.transport().await(drained, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("a pool is closed, but some of its connections did not close within {} ms", limit.toMillis(), e);
        }
    }

    @Override
    public String toString() {
        return "MySqlPool[" + options.endpoint() + ", " + core.figures() + (isOpen() ? "" : ", closed") + "]";
    }
}
