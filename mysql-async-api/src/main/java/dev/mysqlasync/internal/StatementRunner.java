package dev.mysqlasync.internal;

import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.sql.TimeLimitText;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.QueryAttribute;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Submits the requests of one holder of a connection: its user, the user of a lease, or a transaction. Every API call
 * passes through here. So the lease, the transaction scope, the timeout and the trace context are handled in one place.
 * Thread-safe.
 */
public final class StatementRunner {

    /** A scope to which statements belong, and which can end. */
    public interface Scope {

        /**
         * Runs a submission unless the scope has ended. Submissions cannot overtake its end.
         *
         * @return why the submission was rejected; {@code null} if it was run
         */
        @Nullable
        Throwable admit(Runnable submission);

        /** Registers an operation of the scope. It lasts until the future completes, and may have failed already. */
        void runs(CompletableFuture<?> future);
    }

    private final ConnectionEngine engine;
    private final Executor callbacks;
    private final @Nullable Duration statementTimeout;
    private final Tracing tracing;
    private final @Nullable Lease lease;
    private final @Nullable Scope scope;

    /**
     * Creates a runner for the connection's own user.
     *
     * @param callbacks the executor on which futures of statements complete
     * @param statementTimeout for statements without a timeout of their own; {@code null} for no timeout
     */
    public StatementRunner(
            ConnectionEngine engine, Executor callbacks, @Nullable Duration statementTimeout, Tracing tracing) {
        this(engine, callbacks, statementTimeout, tracing, null, null);
    }

    private StatementRunner(
            ConnectionEngine engine,
            Executor callbacks,
            @Nullable Duration statementTimeout,
            Tracing tracing,
            @Nullable Lease lease,
            @Nullable Scope scope) {
        this.engine = engine;
        this.callbacks = callbacks;
        this.statementTimeout = statementTimeout;
        this.tracing = tracing;
        this.lease = lease;
        this.scope = scope;
    }

    /** A runner for the same connection within a lease. */
    public StatementRunner lent(Lease lease) {
        return new StatementRunner(engine, callbacks, statementTimeout, tracing, lease, scope);
    }

    /** A runner for the same connection within a transaction scope. */
    public StatementRunner within(Scope scope) {
        return new StatementRunner(engine, callbacks, statementTimeout, tracing, lease, scope);
    }

    /** The engine, for other work than submitting. It does not check the lease. */
    public ConnectionEngine engine() {
        return engine;
    }

    public Executor callbacks() {
        return callbacks;
    }

    /** The lease to which all requests belong; {@code null} if there is none. */
    public @Nullable Lease lease() {
        return lease;
    }

    /**
     * The timeout of a statement; {@code null} for none.
     *
     * @param own the statement's own timeout; {@code null} for the connection's
     */
    public @Nullable Duration timeoutOr(@Nullable Duration own) {
        return own == null ? statementTimeout : own;
    }

    /**
     * The statement as it is sent, with its server-side time limit and the trace context. Throws what the supplier of
     * the trace context throws.
     */
    public Statement outgoing(Statement statement) {
        Duration limit = statement.serverTimeLimit();
        if (limit == null) {
            return tracing.traced(statement);
        }
        String sql = statement.sql();
        boolean mariaDb = engine.setup().greeting().isMariaDb();
        return tracing.traced(
                statement.withSql(mariaDb ? TimeLimitText.mariaDb(sql, limit) : TimeLimitText.mySql(sql, limit)));
    }

    /** How the server reads SQL as of now. Used for decisions before the statement is sent. */
    public SqlModes sqlModes() {
        return engine.sessionState().sqlModes(engine.status());
    }

    /** The context for decoding values. A result asks for it when it begins. */
    public Supplier<ValueContext> values() {
        return engine.sessionState()::values;
    }

    /** The query attributes of a statement that has none of its own. */
    public List<QueryAttribute> attributes() {
        return tracing.attributes();
    }

    /**
     * Rejects a call after the end of the lease. Within a scope, the scope rejects it, because it ends before the
     * lease.
     *
     * @throws IllegalStateException if the lease has ended
     */
    public void check() {
        if (lease != null && scope == null) {
            lease.check();
        }
    }

    /**
     * Creates a future and its request, and submits the request. An exception while creating the request fails the
     * future.
     *
     * @param timeout starts now; {@code null} for no timeout
     */
    public <T extends @Nullable Object> CompletableFuture<T> submit(
            Function<CompletableFuture<T>, Request<T>> making, @Nullable Duration timeout) {
        check();
        MySqlFuture<T> future = new MySqlFuture<>(engine.transport());
        Request<T> request;
        try {
            request = making.apply(future);
        } catch (Throwable e) { // for example from the supplier of the trace context
            callbacks.execute(() -> future.fail(e));
            return future;
        }
        future.whenEnded(() -> engine.intake().cancelled(request));
        if (lease != null) {
            lease.runs(future);
        }
        if (scope != null) {
            scope.runs(future);
        }
        submit(request, timeout);
        return future;
    }

    /** Submits a request that starts an operation. It fails if the scope has ended. */
    public void submit(Request<?> request, @Nullable Duration timeout) {
        request.of(lease);
        Throwable refusal = admit(() -> engine.intake().submit(request, timeout));
        if (refusal != null) {
            request.fail(refusal);
        }
    }

    /** Submits requests that are sent together. Their timers are already set. */
    public void submit(List<? extends Request<?>> requests) {
        requests.forEach(request -> request.of(lease));
        Throwable refusal = admit(() -> engine.intake().submit(requests));
        if (refusal != null) {
            requests.forEach(request -> request.fail(refusal));
        }
    }

    private @Nullable Throwable admit(Runnable submission) {
        if (scope != null) {
            return scope.admit(submission);
        }
        submission.run();
        return null;
    }

    /**
     * Submits a request that belongs to an earlier one, such as the next fetch of its cursor. It needs the lease, but
     * not the scope.
     */
    public void submitFollowing(Request<?> request, @Nullable Duration timeout) {
        request.of(lease);
        engine.intake().submitFollowing(request, timeout);
    }
}
