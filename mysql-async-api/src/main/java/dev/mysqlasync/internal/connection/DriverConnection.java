package dev.mysqlasync.internal.connection;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.CallResult;
import dev.mysqlasync.Cursor;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Result;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.Warning;
import dev.mysqlasync.XaTransactions;
import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.internal.BoundSending;
import dev.mysqlasync.internal.ChangeSchemaRequest;
import dev.mysqlasync.internal.ClosingRequest;
import dev.mysqlasync.internal.CollectingRequest;
import dev.mysqlasync.internal.ConnectionDriver;
import dev.mysqlasync.internal.Flight;
import dev.mysqlasync.internal.Lease;
import dev.mysqlasync.internal.MySqlFuture;
import dev.mysqlasync.internal.PrepareRequest;
import dev.mysqlasync.internal.Request;
import dev.mysqlasync.internal.Sending;
import dev.mysqlasync.internal.Sendings;
import dev.mysqlasync.internal.ServerFacts;
import dev.mysqlasync.internal.SessionState;
import dev.mysqlasync.internal.SharedEnd;
import dev.mysqlasync.internal.SimpleRequest;
import dev.mysqlasync.internal.StatementCache;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.Tracing;
import dev.mysqlasync.internal.batch.BatchRequest;
import dev.mysqlasync.internal.batch.BatchRows;
import dev.mysqlasync.internal.batch.KeptVerdicts;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.internal.sql.TimeLimitText;
import dev.mysqlasync.internal.value.BufferedRows;
import dev.mysqlasync.internal.value.BufferingCollector;
import dev.mysqlasync.internal.value.CallCollector;
import dev.mysqlasync.internal.value.DerivedCollector;
import dev.mysqlasync.internal.value.EffectCollector;
import dev.mysqlasync.internal.value.MappedRows;
import dev.mysqlasync.internal.value.MappingCollector;
import dev.mysqlasync.internal.value.ResultBudget;
import dev.mysqlasync.internal.value.ResultCollector;
import dev.mysqlasync.internal.value.RowCopies;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The public face of a {@link ConnectionDriver}: checks arguments and makes requests of calls. */
final class DriverConnection extends ConnectionReadings {

    private final ConnectionDriver driver;
    private final StatementRunner runner;
    private final long maxResultBytes;
    private final KeptVerdicts verdicts;
    private final AtomicReference<@Nullable SharedEnd> leaseClosed = new AtomicReference<>();
    private final ConnectionTransactions transactions;

    DriverConnection(ConnectionDriver driver, MySqlOptions options) {
        this(driver, options, driver.callbacks());
    }

    /** @param callbacks where the futures of statements complete */
    DriverConnection(ConnectionDriver driver, MySqlOptions options, Executor callbacks) {
        super(driver);
        this.driver = driver;
        boolean takesAttributes = Capability.has(driver.capabilities(), Capability.CLIENT_QUERY_ATTRIBUTES);
        Tracing tracing = new Tracing(takesAttributes ? options.traceContext() : null);
        this.runner = new StatementRunner(driver, callbacks, options.statementTimeout(), tracing);
        this.maxResultBytes = options.limits().maxResultBytes();
        this.transactions = new ConnectionTransactions(this, runner, null);
        this.verdicts = new KeptVerdicts();
    }

    private DriverConnection(DriverConnection whole, Lease lease, @Nullable Duration timeLeft) {
        super(whole.driver);
        this.driver = whole.driver;
        this.runner = whole.runner.lent(lease);
        this.maxResultBytes = whole.maxResultBytes;
        this.transactions = new ConnectionTransactions(this, runner, timeLeft);
        this.verdicts = whole.verdicts;
    }

    private DriverConnection(DriverConnection whole, StatementRunner.Scope scope) {
        super(whole.driver);
        this.driver = whole.driver;
        this.runner = whole.runner.within(scope);
        this.maxResultBytes = whole.maxResultBytes;
        this.transactions = whole.transactions;
        this.verdicts = whole.verdicts;
    }

    /**
     * The same connection, for as long as it is lent.
     *
     * @param timeLeft for the first transaction to begin; {@code null} for as long as the options say
     */
    DriverConnection lent(Lease lease, @Nullable Duration timeLeft) {
        return new DriverConnection(this, lease, timeLeft);
    }

    /** The same connection, for as long as a scope is open. */
    DriverConnection within(StatementRunner.Scope scope) {
        return new DriverConnection(this, scope);
    }

    @Override
    public CompletableFuture<Rows> query(Statement statement) {
        return submit(statement, new DerivedCollector<>(buffering(), DriverConnection::firstRows));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<List<T>> query(
            Statement statement, RowMapper<? extends T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return submit(statement, new MappingCollector<T>(mapper, budget(), driver.sessionState()::values));
    }

    @Override
    public CompletableFuture<ExecuteResult> execute(Statement statement) {
        return submit(statement, new EffectCollector(statement.sql()));
    }

    @Override
    public CompletableFuture<List<Result>> results(Statement statement) {
        return submit(statement, buffering());
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
                                outgoing(statement),
                                batch,
                                mode,
                                driver.maxCommand(),
                                maxResultBytes,
                                verdicts,
                                future,
                                runner.callbacks()),
                        timeoutOf(statement));
    }

    @Override
    public CompletableFuture<PreparedStatement> prepare(String sql) {
        Objects.requireNonNull(sql, "sql");
        return submit(future -> new PrepareRequest(
                sql, (key, handle) -> new DriverStatement(this, key, handle), future, driver.callbacks()));
    }

    /** Ends a user's own statement on the server. */
    void end(StatementCache handles, CompletableFuture<@Nullable Void> told) {
        Lease lease = runner.lease();
        if (lease != null && lease.isOver()) {
            told.complete(null); // it ended with the session
        } else {
            runner.submitFollowing(new ClosingRequest(handles, told, driver.callbacks()), runner.timeoutOr(null));
        }
    }

    RowStreams streams() {
        return new RowStreams(this, runner, maxResultBytes);
    }

    @Override
    public Flow.Publisher<Row> stream(Statement statement) {
        return streams().of(statement, new RowCopies(values()));
    }

    @Override
    public <T> Flow.Publisher<T> stream(Statement statement, RowMapper<? extends @Nullable T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return streams().of(statement, new MappedRows<T>(mapper, values()));
    }

    /** The statement with all that it is sent with. */
    Statement outgoing(Statement statement) {
        Duration limit = statement.serverTimeLimit();
        if (limit == null) {
            return runner.traced(statement);
        }
        String sql = statement.sql();
        return runner.traced(
                statement.withSql(isMariaDb() ? TimeLimitText.mariaDb(sql, limit) : TimeLimitText.mySql(sql, limit)));
    }

    private <T> CompletableFuture<T> submit(Statement statement, ResultCollector<T> collector) {
        Objects.requireNonNull(statement, "statement");
        return runner.submit(
                future -> new CollectingRequest<>(
                        Sendings.of(outgoing(statement)), collector, future, runner.callbacks()),
                timeoutOf(statement));
    }

    /** What a statement says to the session as it is now, for decisions that are made before its turn. */
    StatementTraits traits(Statement statement) {
        return StatementTraits.of(statement.sql(), driver.sessionState().sqlModes(driver.status()));
    }

    private @Nullable Duration timeoutOf(Statement statement) {
        return runner.timeoutOr(statement.timeout());
    }

    /** @param timeout {@code null} for the connection's */
    <T> CompletableFuture<T> submit(Sending sending, ResultCollector<T> collector, @Nullable Duration timeout) {
        return runner.submit(
                future -> new CollectingRequest<>(sending, collector, future, runner.callbacks()),
                runner.timeoutOr(timeout));
    }

    private <T extends @Nullable Object> CompletableFuture<T> submit(
            Function<CompletableFuture<T>, Request<T>> making) {
        return runner.submit(making, runner.timeoutOr(null));
    }

    Transport transport() {
        return driver.transport();
    }

    <T extends @Nullable Object> MySqlFuture<T> newFuture() {
        return new MySqlFuture<>(driver.transport());
    }

    ResultCollector<List<Result>> buffering() {
        return new BufferingCollector(budget(), values());
    }

    /** For the results of one statement. */
    ResultBudget budget() {
        return new ResultBudget(maxResultBytes);
    }

    /** How values are read when a result begins. */
    Supplier<ValueContext> values() {
        return driver.sessionState()::values;
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
    public CompletableFuture<CallResult> call(String procedure, @Nullable Object... arguments) {
        return call(ProcedureCall.of(procedure, arguments));
    }

    CompletableFuture<CallResult> call(Statement call) {
        return submit(call, new CallCollector(budget(), driver.sessionState()::values));
    }

    @Override
    public CompletableFuture<List<StatementOutcome>> pipeline(List<Statement> statements) {
        Flight flight = new Flight(runner, maxResultBytes);
        for (Statement statement : statements) {
            Objects.requireNonNull(statement, "statement");
            try {
                flight.add(outgoing(statement), timeoutOf(statement));
            } catch (Throwable e) { // its own affair
                flight.addFailed(e);
            }
        }
        return flight.submit();
    }

    @Override
    public CompletableFuture<List<Warning>> warnings() {
        return submit(
                Statement.of("SHOW WARNINGS"),
                MappingCollector.ofWholeRows(DriverConnection::warning, budget(), driver.sessionState()::values));
    }

    private static Warning warning(Row row) {
        return new Warning(
                Objects.requireNonNullElse(row.getString(0), ""),
                row.getInt(1),
                Objects.requireNonNullElse(row.getString(2), ""));
    }

    @Override
    public Cursor cursor() {
        return new BufferedCursor(this);
    }

    @Override
    public String mogrify(String sql, @Nullable Object... arguments) {
        SessionState session = driver.sessionState();
        return BoundSending.render(Statement.of(sql, arguments), session.sqlModes(driver.status()), session.values());
    }

    @Override
    public Cursor streamingCursor() {
        return new StreamingCursor(this);
    }

    /** The query attributes of a statement that has none of its own. */
    List<QueryAttribute> attributes() {
        return runner.attributes();
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
        return transactions.byHand(() -> effect("COMMIT"));
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
    public CompletableFuture<Void> changeSchema(String schema) {
        Objects.requireNonNull(schema, "schema");
        return submit(future -> new ChangeSchemaRequest(schema, future, driver.callbacks()));
    }

    @Override
    public CompletableFuture<Void> reset() {
        CompletableFuture<ServerFacts> done = submit(future -> driver.opening().reset(future, driver.callbacks()));
        return done.thenApply(facts -> null);
    }

    @Override
    public CompletableFuture<Void> changeUser(String user, CharSequence password, @Nullable String database) {
        Objects.requireNonNull(user, "user");
        Secret secret = Secret.of(password);
        String schema = Objects.requireNonNullElse(database, "");
        Lease lease = runner.lease();
        if (lease != null) {
            lease.userChanges();
        }
        CompletableFuture<ServerFacts> done =
                submit(future -> driver.opening().changeUser(user, secret, schema, future, driver.callbacks()));
        return done.thenApply(facts -> null);
    }

    @Override
    public boolean isOpen() {
        Lease lease = runner.lease();
        return (lease == null || !lease.isOver()) && driver.isOpen();
    }

    @Override
    public CompletableFuture<Void> closed() {
        Lease lease = runner.lease();
        return lease == null ? driver.closed() : closed(lease);
    }

    /** The end of the lease, or of the connection before that. */
    private CompletableFuture<Void> closed(Lease lease) {
        SharedEnd made = new SharedEnd(driver.transport(), driver.callbacks());
        if (leaseClosed.compareAndSet(null, made)) {
            Cancellable gone = driver.pauses().add(made::end);
            CompletableFuture<?> unused = lease.ended().thenRun(() -> {
                gone.cancel();
                made.end();
            });
        }
        return Objects.requireNonNull(leaseClosed.get()).asked();
    }

    @Override
    public CompletableFuture<Void> close() {
        Lease lease = runner.lease();
        if (lease != null) {
            lease.end();
            return CompletableFuture.completedFuture(null);
        }
        return driver.close();
    }

    @Override
    public String toString() {
        return "MySqlConnection[" + connectionId() + (isOpen() ? "" : ", closed") + "]";
    }
}
