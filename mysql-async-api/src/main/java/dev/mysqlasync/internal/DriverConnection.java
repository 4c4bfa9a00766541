package dev.mysqlasync.internal;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.StatusFlag;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The public face of a {@link ConnectionDriver}: checks arguments and makes requests of calls. */
final class DriverConnection implements MySqlConnection {

    private final ConnectionDriver driver;
    private final long maxResultBytes;
    private final @Nullable Duration statementTimeout;

    DriverConnection(ConnectionDriver driver, MySqlOptions options) {
        this.driver = driver;
        this.maxResultBytes = options.limits().maxResultBytes();
        this.statementTimeout = options.statementTimeout();
    }

    @Override
    public CompletableFuture<Rows> query(Statement statement) {
        return results(statement).thenApply(DriverConnection::firstRows);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<List<T>> query(
            Statement statement, RowMapper<? extends T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return submit(statement, new MappingCollector<T>(mapper, driver.sessionState()::values));
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(Statement statement) {
        return submit(statement, new EffectCollector());
    }

    @Override
    public CompletableFuture<List<Result>> results(Statement statement) {
        return submit(statement, buffering());
    }

    @Override
    public CompletableFuture<BatchResult> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> rows, BatchMode mode) {
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(mode, "mode");
        BatchRows batch = new BatchRows(rows);
        return batch.count() == 0
                ? CompletableFuture.completedFuture(new BatchResult(List.of(), List.of()))
                : submit(future -> new BatchRequest(sql, batch, mode, driver.maxCommand(), future, driver.callbacks()));
    }

    @Override
    public Flow.Publisher<Row> stream(Statement statement) {
        return stream(statement, new RowCopies(driver.sessionState()::values));
    }

    @Override
    public <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return stream(statement, new MappedRows<T>(mapper, driver.sessionState()::values));
    }

    private <T> Flow.Publisher<T> stream(Statement statement, RowForm<T> form) {
        Objects.requireNonNull(statement, "statement");
        return new RowStream<>(
                subscription ->
                        new StreamRequest<>(Sendings.of(statement), form, subscription, driver, timeoutOf(statement)),
                SignalThreads.of(driver));
    }

    private <T> CompletableFuture<T> submit(Statement statement, ResultCollector<T> collector) {
        Objects.requireNonNull(statement, "statement");
        return submit(
                future -> new CollectingRequest<>(Sendings.of(statement), collector, future, driver.callbacks()),
                timeoutOf(statement));
    }

    private @Nullable Duration timeoutOf(Statement statement) {
        return statement.timeout() == null ? statementTimeout : statement.timeout();
    }

    private <T extends @Nullable Object> CompletableFuture<T> submit(
            Function<CompletableFuture<T>, Request<T>> making) {
        return submit(making, statementTimeout);
    }

    private <T extends @Nullable Object> CompletableFuture<T> submit(
            Function<CompletableFuture<T>, Request<T>> making, @Nullable Duration timeout) {
        MySqlFuture<T> future = new MySqlFuture<>(driver.transport());
        Request<T> request = making.apply(future);
        future.onCancel(() -> driver.cancelled(request));
        driver.submit(request, timeout);
        return future;
    }

    private BufferingCollector buffering() {
        return new BufferingCollector(maxResultBytes, driver.sessionState()::values);
    }

    private static Rows firstRows(List<Result> results) {
        for (Result result : results) {
            if (result instanceof Rows rows) {
                return rows;
            }
        }
        return BufferedRows.NONE;
    }

    @Override
    public Cursor cursor() {
        return new BufferedCursor(this);
    }

    @Override
    public String mogrify(String sql, @Nullable Object... arguments) {
        Objects.requireNonNull(sql, "sql");
        SessionState session = driver.sessionState();
        return BoundSending.render(sql, arguments, session.sqlModes(driver.status()), session.values());
    }

    @Override
    public CompletableFuture<Void> begin() {
        return effect("START TRANSACTION");
    }

    @Override
    public CompletableFuture<Void> commit() {
        CompletableFuture<ExecuteResult> done = submit(future -> new CommitRequest(future, driver.callbacks()));
        return done.thenApply(effect -> null);
    }

    @Override
    public CompletableFuture<Void> rollback() {
        return effect("ROLLBACK");
    }

    @Override
    public CompletableFuture<Void> autocommit(boolean on) {
        return effect(on ? "SET autocommit=1" : "SET autocommit=0");
    }

    private CompletableFuture<Void> effect(String sql) {
        return execute(sql).thenApply(done -> null);
    }

    @Override
    public CompletableFuture<Void> ping() {
        return submit(future -> new SimpleRequest(new ComPing(), future, driver.callbacks()));
    }

    @Override
    public boolean isInTransaction() {
        return (driver.status() & StatusFlag.SERVER_STATUS_IN_TRANS) != 0;
    }

    @Override
    public boolean isAutocommit() {
        return (driver.status() & StatusFlag.SERVER_STATUS_AUTOCOMMIT) != 0;
    }

    @Override
    public String serverVersion() {
        return driver.greeting().versionText();
    }

    @Override
    public long connectionId() {
        return driver.sessionState().facts().connectionId();
    }

    @Override
    public boolean isOpen() {
        return driver.isOpen();
    }

    @Override
    public CompletableFuture<Void> close() {
        return driver.close();
    }

    @Override
    public String toString() {
        return "MySqlConnection[" + connectionId() + (isOpen() ? "" : ", closed") + "]";
    }
}
