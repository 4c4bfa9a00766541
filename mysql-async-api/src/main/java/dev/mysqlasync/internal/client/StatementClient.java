package dev.mysqlasync.internal.client;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.CallResult;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlClient;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.batch.BatchRequest;
import dev.mysqlasync.internal.batch.BatchRows;
import dev.mysqlasync.internal.batch.KeptVerdicts;
import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.session.StatementCache;
import dev.mysqlasync.internal.statement.BoundExecution;
import dev.mysqlasync.internal.statement.CloseStatementRequest;
import dev.mysqlasync.internal.statement.CollectingRequest;
import dev.mysqlasync.internal.statement.Execution;
import dev.mysqlasync.internal.statement.Executions;
import dev.mysqlasync.internal.statement.PrepareRequest;
import dev.mysqlasync.internal.value.EffectCollector;
import dev.mysqlasync.internal.value.ResultCollector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods that run statements, for one holder of a connection. Used from any thread. */
public class StatementClient implements MySqlClient {

    private final StatementRunner runner;
    private final long maxResultBytes;
    private final ResultCollectors collectors;
    private final KeptVerdicts verdicts;

    /** @param maxResultBytes the maximum size of the results of one statement, in bytes */
    public StatementClient(StatementRunner runner, long maxResultBytes) {
        this(runner, maxResultBytes, new KeptVerdicts());
    }

    private StatementClient(StatementRunner runner, long maxResultBytes, KeptVerdicts verdicts) {
        this.runner = runner;
        this.maxResultBytes = maxResultBytes;
        this.collectors = new ResultCollectors(runner, maxResultBytes);
        this.verdicts = verdicts;
    }

    /** The same client for another holder of the connection. */
    protected StatementClient(StatementClient same, StatementRunner runner) {
        this(runner, same.maxResultBytes, same.verdicts);
    }

    /** Submits all requests. */
    public final StatementRunner runner() {
        return runner;
    }

    /** Creates the collectors for its results. */
    public final ResultCollectors collectors() {
        return collectors;
    }

    @Override
    public CompletableFuture<Rows> query(Statement statement) {
        return submit(statement, collectors.rows());
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<List<T>> query(
            Statement statement, RowMapper<? extends T> mapper) {
        return submit(statement, collectors.<T>mapped(mapper));
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(Statement statement) {
        return submit(statement, new EffectCollector(statement.sql()));
    }

    @Override
    public CompletableFuture<List<Result>> results(Statement statement) {
        return submit(statement, collectors.all());
    }

    @Override
    public CompletableFuture<BatchResult> executeBatch(
            Statement statement, List<? extends List<? extends @Nullable Object>> rows, BatchMode mode) {
        return executeBatch(statement, BatchRows.byPosition(rows), mode);
    }

    @Override
    public CompletableFuture<BatchResult> executeBatchByName(
            Statement statement, List<? extends Map<String, ? extends @Nullable Object>> rows, BatchMode mode) {
        return executeBatch(statement, BatchRows.byName(rows), mode);
    }

    private CompletableFuture<BatchResult> executeBatch(Statement statement, BatchRows batch, BatchMode mode) {
        Objects.requireNonNull(mode, "mode");
        return batch.count() == 0
                ? CompletableFuture.completedFuture(new BatchResult(List.of(), List.of()))
                : runner.submit(
                        future -> BatchRequest.of(
                                runner.outgoing(statement),
                                batch,
                                mode,
                                runner.engine().maxCommand(),
                                maxResultBytes,
                                verdicts,
                                future,
                                runner.callbacks()),
                        timeoutOf(statement));
    }

    public CompletableFuture<PreparedStatement> prepare(String sql) {
        Objects.requireNonNull(sql, "sql");
        return submit(future -> new PrepareRequest(
                sql,
                (key, handle) -> new DriverStatement(this, key, handle),
                future,
                runner.engine().callbacks()));
    }

    /** Closes a user's prepared statement on the server. */
    void end(StatementCache handles, CompletableFuture<@Nullable Void> told) {
        Lease lease = runner.lease();
        if (lease != null && lease.isOver()) {
            told.complete(null); // the lease is over; the handles end with the session
        } else {
            runner.submitFollowing(
                    new CloseStatementRequest(handles, told, runner.engine().callbacks()), runner.timeoutOr(null));
        }
    }

    public final RowStreams streams() {
        return new RowStreams(runner, maxResultBytes);
    }

    @Override
    public Flow.Publisher<Row> stream(Statement statement) {
        return streams().of(statement, collectors.streamed());
    }

    @Override
    public <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper) {
        return streams().of(statement, collectors.<T>streamed(mapper));
    }

    protected final <T> CompletableFuture<T> submit(Statement statement, ResultCollector<T> collector) {
        Objects.requireNonNull(statement, "statement");
        return runner.submit(
                future -> new CollectingRequest<>(
                        Executions.of(runner.outgoing(statement)), collector, future, runner.callbacks()),
                timeoutOf(statement));
    }

    protected final @Nullable Duration timeoutOf(Statement statement) {
        return runner.timeoutOr(statement.timeout());
    }

    /** @param timeout {@code null} for the connection's */
    <T> CompletableFuture<T> submit(Execution execution, ResultCollector<T> collector, @Nullable Duration timeout) {
        return runner.submit(
                future -> new CollectingRequest<>(execution, collector, future, runner.callbacks()),
                runner.timeoutOr(timeout));
    }

    protected final <T extends @Nullable Object> CompletableFuture<T> submit(
            Function<CompletableFuture<T>, Request<T>> making) {
        return runner.submit(making, runner.timeoutOr(null));
    }

    public final <T extends @Nullable Object> MySqlFuture<T> newFuture() {
        return new MySqlFuture<>(runner.engine().transport());
    }

    @Override
    public CompletableFuture<CallResult> call(String procedure, @Nullable Object... arguments) {
        return call(ProcedureCall.of(procedure, arguments));
    }

    public final CompletableFuture<CallResult> call(Statement call) {
        return submit(call, collectors.call());
    }

    /** The statement with its arguments as literals. */
    public String mogrify(String sql, @Nullable Object... arguments) {
        return BoundExecution.render(
                Statement.of(sql, arguments), runner.sqlModes(), runner.values().get());
    }

    /** Runs a statement without results. */
    public final CompletableFuture<Void> effect(String sql) {
        return execute(sql).thenApply(done -> null);
    }
}
