package dev.mysqlasync.internal.connection;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Row;
import dev.mysqlasync.Statement;
import dev.mysqlasync.StatementOutcome;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.Warning;
import dev.mysqlasync.XaTransactions;
import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.Tracing;
import dev.mysqlasync.internal.client.PipelinedStatements;
import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.command.SharedEnd;
import dev.mysqlasync.internal.command.SimpleRequest;
import dev.mysqlasync.internal.session.ServerFacts;
import dev.mysqlasync.internal.setup.ChangeSchemaRequest;
import dev.mysqlasync.internal.transaction.ConnectionTransactions;
import dev.mysqlasync.internal.transaction.DriverXa;
import dev.mysqlasync.internal.transaction.Savepoints;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connection of the public API: checks arguments, and turns calls into requests to a {@link ConnectionEngine}. */
final class DriverConnection extends ConnectionReadings {

    private final ConnectionEngine engine;
    private final AtomicReference<@Nullable SharedEnd> leaseClosed = new AtomicReference<>();
    private final ConnectionTransactions transactions;

    DriverConnection(ConnectionEngine engine, MySqlOptions options) {
        this(engine, options, engine.callbacks());
    }

    /** @param callbacks the executor on which futures of statements complete */
    DriverConnection(ConnectionEngine engine, MySqlOptions options, Executor callbacks) {
        super(runner(engine, options, callbacks), options.limits().maxResultBytes());
        this.engine = engine;
        this.transactions = new ConnectionTransactions(this, null);
    }

    private DriverConnection(DriverConnection whole, Lease lease, @Nullable Duration timeLeft) {
        super(whole, lease);
        this.engine = whole.engine;
        this.transactions = new ConnectionTransactions(this, timeLeft);
    }

    private static StatementRunner runner(ConnectionEngine engine, MySqlOptions options, Executor callbacks) {
        boolean takesAttributes = Capability.has(engine.capabilities(), Capability.CLIENT_QUERY_ATTRIBUTES);
        Tracing tracing = new Tracing(takesAttributes ? options.traceContext() : null);
        return new StatementRunner(engine, callbacks, options.statementTimeout(), tracing);
    }

    /**
     * The same connection within a lease.
     *
     * @param timeLeft for the first transaction to begin; {@code null} for the timeout in the options
     */
    DriverConnection lent(Lease lease, @Nullable Duration timeLeft) {
        return new DriverConnection(this, lease, timeLeft);
    }

    @Override
    public CompletableFuture<List<StatementOutcome>> pipeline(List<Statement> statements) {
        PipelinedStatements flight = new PipelinedStatements(runner(), collectors());
        for (Statement statement : statements) {
            Objects.requireNonNull(statement, "statement");
            try {
                flight.add(runner().outgoing(statement), timeoutOf(statement));
            } catch (Throwable e) { // only this statement fails
                flight.addFailed(e);
            }
        }
        return flight.submit();
    }

    @Override
    public CompletableFuture<List<Warning>> warnings() {
        return submit(Statement.of("SHOW WARNINGS"), collectors().mappedWhole(DriverConnection::warning));
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
    public Cursor streamingCursor() {
        return new StreamingCursor(this);
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

    @Override
    public CompletableFuture<Void> ping() {
        return submit(future -> new SimpleRequest(new ComPing(), future, engine.callbacks()));
    }

    @Override
    public CompletableFuture<Void> changeSchema(String schema) {
        Objects.requireNonNull(schema, "schema");
        return submit(future -> new ChangeSchemaRequest(schema, future, engine.callbacks()));
    }

    @Override
    public CompletableFuture<Void> reset() {
        CompletableFuture<ServerFacts> done = submit(future -> engine.setup().reset(future, engine.callbacks()));
        return done.thenApply(facts -> null);
    }

    @Override
    public CompletableFuture<Void> changeUser(String user, CharSequence password, @Nullable String database) {
        Objects.requireNonNull(user, "user");
        Secret secret = Secret.of(password);
        String schema = Objects.requireNonNullElse(database, "");
        Lease lease = runner().lease();
        if (lease != null) {
            lease.userChanges();
        }
        CompletableFuture<ServerFacts> done =
                submit(future -> engine.setup().changeUser(user, secret, schema, future, engine.callbacks()));
        return done.thenApply(facts -> null);
    }

    @Override
    public boolean isOpen() {
        Lease lease = runner().lease();
        return (lease == null || !lease.isOver()) && engine.isOpen();
    }

    @Override
    public CompletableFuture<Void> closed() {
        Lease lease = runner().lease();
        return lease == null ? engine.closed() : closed(lease);
    }

    /** Completes when the lease ends, or the connection before it. */
    private CompletableFuture<Void> closed(Lease lease) {
        SharedEnd made = new SharedEnd(engine.transport(), engine.callbacks());
        if (leaseClosed.compareAndSet(null, made)) {
            Cancellable gone = engine.pauses().add(made::end);
            CompletableFuture<?> unused = lease.ended().thenRun(() -> {
                gone.cancel();
                made.end();
            });
        }
        return Objects.requireNonNull(leaseClosed.get()).asked();
    }

    @Override
    public CompletableFuture<Void> close() {
        Lease lease = runner().lease();
        if (lease != null) {
            lease.end();
            return CompletableFuture.completedFuture(null);
        }
        return engine.close();
    }

    @Override
    public String toString() {
        return "MySqlConnection[" + connectionId() + (isOpen() ? "" : ", closed") + "]";
    }
}
