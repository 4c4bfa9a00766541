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
 * Submits what one holder of a connection asks for: its user, a user to whom it is lent, or a transaction on it. Every verb passes here,
 * whatever it gives and whoever offers it, so that what must hold by any door is decided once: the lease, the transaction's scope, the
 * time limit, the trace context. From any thread.
 */
public final class StatementRunner {

    /** A scope that statements belong to, and that can have ended. */
    public interface Scope {

        /**
         * Runs a submission, unless the scope has ended; in order with its end.
         *
         * @return why it was not run; {@code null} if it was
         */
        @Nullable
        Throwable admit(Runnable submission);

        /** Something of it that runs until this future is complete, be it refused at once. */
        void runs(CompletableFuture<?> future);
    }

    private final ConnectionEngine engine;
    private final Executor callbacks;
    private final @Nullable Duration statementTimeout;
    private final Tracing tracing;
    private final @Nullable Lease lease;
    private final @Nullable Scope scope;

    /**
     * A runner for the connection's own user.
     *
     * @param callbacks where the futures of statements complete
     * @param statementTimeout of statements that have none of their own; {@code null} for as long as they take
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

    /** The same for as long as the connection is lent. */
    public StatementRunner lent(Lease lease) {
        return new StatementRunner(engine, callbacks, statementTimeout, tracing, lease, scope);
    }

    /** The same for as long as a transaction is open. */
    public StatementRunner within(Scope scope) {
        return new StatementRunner(engine, callbacks, statementTimeout, tracing, lease, scope);
    }

    /** The driver, for what needs more than to submit; whether the lease has ended is not asked. */
    public ConnectionEngine engine() {
        return engine;
    }

    public Executor callbacks() {
        return callbacks;
    }

    /** What everything is part of; {@code null} for none. */
    public @Nullable Lease lease() {
        return lease;
    }

    /**
     * How long a statement may take.
     *
     * @param own the statement's; {@code null} for the connection's
     */
    public @Nullable Duration timeoutOr(@Nullable Duration own) {
        return own == null ? statementTimeout : own;
    }

    /** The statement with all that it is sent with; what the supplier of the trace context throws is thrown here. */
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

    /** How the server reads SQL as things are, for decisions that are made before the statement's turn. */
    public SqlModes sqlModes() {
        return engine.sessionState().sqlModes(engine.status());
    }

    /** How values are read when a result begins. */
    public Supplier<ValueContext> values() {
        return engine.sessionState()::values;
    }

    /** The query attributes of a statement that has none of its own. */
    public List<QueryAttribute> attributes() {
        return tracing.attributes();
    }

    /**
     * Refuses what is called after the lease; what is called on a scope is refused by that, whose end comes before the lease's.
     *
     * @throws IllegalStateException if it has ended
     */
    public void check() {
        if (lease != null && scope == null) {
            lease.check();
        }
    }

    /**
     * Submits what is made for a future, which is given back. What the making throws fails the future.
     *
     * @param timeout from now on; {@code null} for as long as it takes
     */
    public <T extends @Nullable Object> CompletableFuture<T> submit(
            Function<CompletableFuture<T>, Request<T>> making, @Nullable Duration timeout) {
        check();
        MySqlFuture<T> future = new MySqlFuture<>(engine.transport());
        Request<T> request;
        try {
            request = making.apply(future);
        } catch (Throwable e) { // the statement's own affair, such as its trace context
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

    /** Submits a request that begins something of its own; it fails when the scope has ended. */
    public void submit(Request<?> request, @Nullable Duration timeout) {
        request.of(lease);
        Throwable refusal = admit(() -> engine.intake().submit(request, timeout));
        if (refusal != null) {
            request.fail(refusal);
        }
    }

    /** Submits requests that leave together; their timers are set. */
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

    /** Submits what goes with an earlier request, such as the next rows of its cursor: as long as the lease lasts. */
    public void submitFollowing(Request<?> request, @Nullable Duration timeout) {
        request.of(lease);
        engine.intake().submitFollowing(request, timeout);
    }
}
