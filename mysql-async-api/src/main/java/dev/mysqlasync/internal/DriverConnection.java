package dev.mysqlasync.internal;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Result;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The public face of a {@link ConnectionDriver}: checks arguments and makes requests of calls. */
final class DriverConnection implements MySqlConnection {

    private final ConnectionDriver driver;
    private final long maxResultBytes;

    DriverConnection(ConnectionDriver driver, long maxResultBytes) {
        this.driver = driver;
        this.maxResultBytes = maxResultBytes;
    }

    @Override
    public CompletableFuture<Rows> query(String sql, @Nullable Object... arguments) {
        return results(sql, arguments).thenApply(DriverConnection::firstRows);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<List<T>> query(
            String sql, RowMapper<? extends T> mapper, @Nullable Object... arguments) {
        Objects.requireNonNull(mapper, "mapper");
        return submit(sql, arguments, new MappingCollector<T>(mapper, driver.sessionState()::values));
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(String sql, @Nullable Object... arguments) {
        return submit(sql, arguments, new EffectCollector());
    }

    @Override
    public CompletableFuture<List<Result>> results(String sql, @Nullable Object... arguments) {
        return submit(sql, arguments, buffering());
    }

    private <T> CompletableFuture<T> submit(String sql, @Nullable Object[] arguments, ResultCollector<T> collector) {
        Objects.requireNonNull(sql, "sql");
        return submit(future -> arguments.length == 0
                ? new StatementRequest<>(sql, collector, future, driver.callbacks())
                : new PreparedRequest<>(
                        sql, arguments.clone(), driver.sessionState(), collector, future, driver.callbacks()));
    }

    private <T extends @Nullable Object> CompletableFuture<T> submit(
            Function<CompletableFuture<T>, Request<T>> request) {
        CompletableFuture<T> future = new MySqlFuture<>(driver.transport());
        driver.submit(request.apply(future));
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
    public CompletableFuture<Void> begin() {
        return effect("START TRANSACTION");
    }

    @Override
    public CompletableFuture<Void> commit() {
        CompletableFuture<List<Result>> done =
                submit(future -> new CommitRequest(buffering(), future, driver.callbacks()));
        return done.thenApply(results -> null);
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
        return results(sql).thenApply(results -> null);
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
        return driver.greeting().connectionId();
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
