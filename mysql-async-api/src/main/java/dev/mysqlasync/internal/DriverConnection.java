package dev.mysqlasync.internal;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Result;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.XaTransactions;
import dev.mysqlasync.internal.sql.ClientRendering;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.StatusFlag;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The public face of a {@link ConnectionDriver}: checks arguments and makes requests of calls. */
final class DriverConnection implements MySqlConnection {

    private final ConnectionDriver driver;
    private final long maxResultBytes;
    private final ConnectionTransactions transactions;
    private final @Nullable Duration statementTimeout;

    DriverConnection(ConnectionDriver driver, MySqlOptions options) {
        this.driver = driver;
        this.maxResultBytes = options.limits().maxResultBytes();
        this.statementTimeout = options.statementTimeout();
        this.transactions = new ConnectionTransactions(this, driver, statementTimeout);
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

    Transport transport() {
        return driver.transport();
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
        return ClientRendering.render(sql, driver.sessionState().sqlModes(driver.status()), arguments);
    }

    @Override
    public CompletableFuture<Void> begin() {
        return transactions.byHand(() -> effect("START TRANSACTION"));
    }

    @Override
    public CompletableFuture<Void> begin(TransactionOptions options) {
        return transactions.begin(options);
    }

    @Override
    public CompletableFuture<Void> commit() {
        return transactions.byHand(() -> commit("COMMIT"));
    }

    /** Sends a statement that commits: when the connection is lost meanwhile, nobody knows whether it did. */
    CompletableFuture<Void> commit(String sql) {
        CompletableFuture<ExecuteResult> done = submit(future -> new CommitRequest(sql, future, driver.callbacks()));
        return done.thenApply(effect -> null);
    }

    @Override
    public CompletableFuture<Void> rollback() {
        return transactions.byHand(() -> effect("ROLLBACK"));
    }

    @Override
    public CompletableFuture<Void> savepoint(String name) {
        return transactions.byHand(() -> effect(Savepoints.set(name)));
    }

    @Override
    public CompletableFuture<Void> rollbackTo(String name) {
        return transactions.byHand(() -> effect(Savepoints.rollbackTo(name)));
    }

    @Override
    public CompletableFuture<Void> release(String name) {
        return transactions.byHand(() -> effect(Savepoints.release(name)));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return transactions.run(options, work);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> retryTransaction(
            RetryPolicy policy,
            TransactionOptions options,
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return transactions.retry(policy, options, work);
    }

    @Override
    public XaTransactions xa() {
        return new DriverXa(this, transactions);
    }

    @Override
    public CompletableFuture<Void> autocommit(boolean on) {
        return transactions.byHand(() -> effect(on ? "SET autocommit=1" : "SET autocommit=0"));
    }

    /** Sends a statement of which only matters that it was executed. */
    CompletableFuture<Void> effect(String sql) {
        return execute(sql).thenApply(done -> null);
    }

    @Override
    public CompletableFuture<Void> ping() {
        return submit(future -> new SimpleRequest(new ComPing(), future, driver.callbacks()));
    }

    @Override
    public boolean isInTransaction() {
        return driver.isInTransaction();
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
