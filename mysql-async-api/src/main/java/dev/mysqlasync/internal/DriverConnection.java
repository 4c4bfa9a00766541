package dev.mysqlasync.internal;

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
        return submit(statement, new MappingCollector<T>(mapper));
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(Statement statement) {
        return submit(statement, new EffectCollector());
    }

    @Override
    public CompletableFuture<List<Result>> results(Statement statement) {
        return submit(statement, new BufferingCollector(maxResultBytes));
    }

    @Override
    public Flow.Publisher<Row> stream(Statement statement) {
        return stream(statement, new RowCopies());
    }

    @Override
    public <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return stream(statement, new MappedRows<T>(mapper));
    }

    private <T> Flow.Publisher<T> stream(Statement statement, RowForm<T> form) {
        Objects.requireNonNull(statement, "statement");
        return new RowStream<>(
                subscription -> new StreamRequest<>(Sendings.of(statement), form, subscription, driver),
                SignalThreads.of(driver));
    }

    private <T> CompletableFuture<T> submit(Statement statement, ResultCollector<T> collector) {
        Objects.requireNonNull(statement, "statement");
        Duration timeout = statement.timeout() == null ? statementTimeout : statement.timeout();
        return submit(
                future -> new CollectingRequest<>(Sendings.of(statement), collector, future, driver.callbacks()),
                timeout);
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
