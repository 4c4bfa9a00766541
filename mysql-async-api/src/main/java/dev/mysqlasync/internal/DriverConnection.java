package dev.mysqlasync.internal;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
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
        return submit(statement, buffering());
    }

    ResultCollector<List<Result>> buffering() {
        return new BufferingCollector(maxResultBytes);
    }

    @Override
    public CompletableFuture<PreparedStatement> prepare(String sql) {
        Objects.requireNonNull(sql, "sql");
        return submit(future -> new PrepareRequest(
                sql, (key, handle) -> new DriverStatement(this, key, handle), future, driver.callbacks()));
    }

    /** Ends a user's own statement on the server. */
    void end(StatementCache handles, CompletableFuture<@Nullable Void> told) {
        driver.submitFollowing(new ClosingRequest(handles, told, driver.callbacks()));
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
                subscription -> statement.fetchSize() > 0
                        ? new CursorStream<>(statement, form, subscription, driver)
                        : new StreamRequest<>(Sendings.of(statement), form, subscription, driver),
                SignalThreads.of(driver));
    }

    /** Publishes the rows of what is to be sent when somebody subscribes; what the supplier throws then fails the stream. */
    <T> Flow.Publisher<T> published(RowForm<T> form, Supplier<Sending> sending) {
        return new RowStream<>(
                subscription -> {
                    try {
                        return new StreamRequest<>(sending.get(), form, subscription, driver);
                    } catch (RuntimeException e) {
                        return new NoRows(subscription, e);
                    }
                },
                SignalThreads.of(driver));
    }

    private <T> CompletableFuture<T> submit(Statement statement, ResultCollector<T> collector) {
        Objects.requireNonNull(statement, "statement");
        return submit(Sendings.of(statement), collector);
    }

    <T> CompletableFuture<T> submit(Sending sending, ResultCollector<T> collector) {
        return submit(future -> new CollectingRequest<>(sending, collector, future, driver.callbacks()));
    }

    private <T extends @Nullable Object> CompletableFuture<T> submit(
            Function<CompletableFuture<T>, Request<T>> request) {
        CompletableFuture<T> future = newFuture();
        driver.submit(request.apply(future));
        return future;
    }

    <T extends @Nullable Object> CompletableFuture<T> newFuture() {
        return new MySqlFuture<>(driver.transport());
    }

    static Rows firstRows(List<Result> results) {
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
    public Cursor streamingCursor() {
        return new StreamingCursor(this);
    }

    /** The results of a statement, to be taken step by step. */
    StreamedResults streamed(Statement statement) {
        return new StreamedResults(
                taker -> statement.fetchSize() > 0
                        ? new ServerCursor(statement, taker, driver)
                        : new PacedRequest(Sendings.of(statement), taker, driver),
                maxResultBytes,
                driver.ioThread(),
                driver.callbacks());
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
