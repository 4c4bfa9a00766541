package dev.mysqlasync.internal.pool;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.CallResult;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolFigures;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Result;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.internal.MySqlFuture;
import dev.mysqlasync.internal.connection.Lendable;
import dev.mysqlasync.internal.connection.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public face of a {@link PoolCore}: checks arguments and says what is done on the connection. */
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

    // --- one-shot verbs --------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<Rows> query(Statement statement) {
        return once(statement, MySqlConnection::query);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<List<T>> query(
            Statement statement, RowMapper<? extends T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return once(statement, (connection, timed) -> connection.<T>query(timed, mapper));
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(Statement statement) {
        return once(statement, MySqlConnection::execute);
    }

    @Override
    public CompletableFuture<List<Result>> results(Statement statement) {
        return once(statement, MySqlConnection::results);
    }

    @Override
    public CompletableFuture<CallResult> call(String procedure, @Nullable Object... arguments) {
        Objects.requireNonNull(procedure, "procedure");
        return new OneShot<>(core, null, (connection, timeLeft) -> connection.call(procedure, arguments)).begin();
    }

    @Override
    public CompletableFuture<BatchResult> executeBatch(
            Statement statement, List<? extends List<? extends @Nullable Object>> rows, BatchMode mode) {
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(mode, "mode");
        return batch(statement, (connection, timed) -> connection.executeBatch(timed, rows, mode));
    }

    @Override
    public CompletableFuture<BatchResult> executeBatchByName(
            Statement statement, List<? extends Map<String, ? extends @Nullable Object>> rows, BatchMode mode) {
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(mode, "mode");
        return batch(statement, (connection, timed) -> connection.executeBatchByName(timed, rows, mode));
    }

    /** A batch's own time includes the wait for a connection. */
    private CompletableFuture<BatchResult> batch(
            Statement statement, BiFunction<MySqlConnection, Statement, CompletableFuture<BatchResult>> verb) {
        Objects.requireNonNull(statement, "statement");
        return new OneShot<BatchResult>(
                        core,
                        statement.timeout(),
                        (connection, timeLeft) ->
                                verb.apply(connection, timeLeft == null ? statement : statement.timeout(timeLeft)))
                .once()
                .begin();
    }

    /** Its trace context is that of the thread that calls, wherever it is submitted. */
    private <T extends @Nullable Object> CompletableFuture<T> once(
            Statement given, BiFunction<MySqlConnection, Statement, CompletableFuture<T>> verb) {
        Objects.requireNonNull(given, "statement");
        Statement statement;
        try {
            statement = tracing.traced(given);
        } catch (Throwable e) { // the supplier's
            return CompletableFuture.failedFuture(e);
        }
        return new OneShot<T>(
                        core,
                        timeout(statement),
                        (connection, timeLeft) ->
                                verb.apply(connection, timeLeft == null ? statement : statement.timeout(timeLeft)))
                .idempotent(statement.isIdempotent())
                .begin();
    }

    @Override
    public Flow.Publisher<Row> stream(Statement statement) {
        Objects.requireNonNull(statement, "statement");
        return new PooledStream<>(
                core, timeout(statement), (connection, timeLeft) -> connection.stream(streamed(statement, timeLeft)));
    }

    @Override
    public <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper) {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(mapper, "mapper");
        return new PooledStream<>(
                core,
                timeout(statement),
                (connection, timeLeft) -> connection.<T>stream(streamed(statement, timeLeft), mapper));
    }

    private @Nullable Duration timeout(Statement statement) {
        return statement.timeout() == null ? options.statementTimeout() : statement.timeout();
    }

    /** Each fetch of a cursor has the whole time again, whatever went by before. */
    private static Statement streamed(Statement statement, @Nullable Duration timeLeft) {
        return timeLeft == null || statement.fetchSize() > 0 ? statement : statement.timeout(timeLeft);
    }

    // --- connections -----------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<MySqlConnection> acquire() {
        MySqlFuture<MySqlConnection> result = new MySqlFuture<>(core.transport());
        CompletableFuture<Loan> acquired = core.acquire(null, true);
        result.whenEnded(() -> acquired.cancel(true));
        CompletableFuture<?> unused = acquired.whenComplete((loan, failure) -> {
            if (failure != null) {
                result.fail(failure);
                return;
            }
            MySqlConnection connection = Borrowing.lent(loan);
            if (!result.succeed(connection)) {
                CompletableFuture<?> unusedToo = connection.close();
            }
        });
        return result;
    }

    @Override
    public <T> CompletableFuture<T> withConnection(
            Function<? super MySqlConnection, ? extends CompletionStage<T>> use) {
        Objects.requireNonNull(use, "use");
        return new Borrowing<>(core, Lendable::lend, use).begin();
    }

    @Override
    public <T> CompletableFuture<T> inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(work, "work");
        return new Borrowing<T>(
                        core, Lendable::lendForTransactions, connection -> connection.inTransaction(options, work))
                .begin();
    }

    @Override
    public <T> CompletableFuture<T> retryTransaction(
            RetryPolicy policy,
            TransactionOptions options,
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(work, "work");
        return new Borrowing<T>(
                        core,
                        Lendable::lendForTransactions,
                        connection -> connection.retryTransaction(policy, options, work))
                .begin();
    }

    @Override
    public CompletableFuture<Void> warmUp(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit must be more than 0, not " + limit);
        }
        MySqlFuture<Void> result = new MySqlFuture<>(core.transport());
        CompletableFuture<@Nullable Void> warm = core.warmUp(limit);
        result.whenEnded(() -> warm.cancel(true));
        CompletableFuture<?> unused = warm.whenCompleteAsync(
                (done, failure) -> {
                    if (failure == null) {
                        result.succeed(null);
                    } else {
                        result.fail(failure);
                    }
                },
                core.callbacks());
        return result;
    }

    @Override
    public PoolFigures stats() {
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
        CompletableFuture<?> unused = core.close(grace).thenRunAsync(() -> done.succeed(null), core.callbacks());
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
            drained.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("a pool has closed, but not all of its connections within {} ms", limit.toMillis(), e);
        }
    }

    @Override
    public String toString() {
        return "MySqlPool[" + options.endpoint() + ", " + core.figures() + (isOpen() ? "" : ", closed") + "]";
    }
}
