package dev.mysqlasync.internal.connection;

import dev.mysqlasync.Autocommit;
import dev.mysqlasync.CallResult;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.SessionReset;
import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.command.BarrierRequest;
import dev.mysqlasync.internal.command.CallbackExecutor;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.command.SimpleRequest;
import dev.mysqlasync.internal.connect.Connector;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.session.ServerFacts;
import dev.mysqlasync.internal.session.SessionDirtiness;
import dev.mysqlasync.internal.setup.ChangeSchemaRequest;
import dev.mysqlasync.internal.statement.CollectingRequest;
import dev.mysqlasync.internal.statement.TextExecution;
import dev.mysqlasync.internal.value.EffectCollector;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.StatusFlag;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection of this driver that a pool lends. */
public final class LendableConnection implements Lendable {

    /**
     * Clears what the session reports about the last statement: its insert ID and, because this reads a table, its
     * warnings.
     */
    private static final String FORGET_LAST_STATEMENT = "SELECT LAST_INSERT_ID(0) FROM (SELECT 1) AS one";

    private static final CompletableFuture<Void> DONE = CompletableFuture.allOf();

    private final ConnectionEngine engine;
    private final DriverConnection connection;
    private final DriverConnection forPool;
    private final Autocommit autocommit;
    private final String schema;
    private final boolean tellsChanges;
    private volatile @Nullable Lease lease; // the last lease, until restore()

    private LendableConnection(ConnectionEngine engine, MySqlOptions options) {
        this.engine = engine;
        this.connection = new DriverConnection(engine, options);
        this.forPool = new DriverConnection(engine, options, Runnable::run);
        this.autocommit = options.session().autocommit();
        this.schema = Objects.requireNonNullElse(options.database(), "");
        this.tellsChanges = Capability.has(engine.capabilities(), Capability.CLIENT_SESSION_TRACK)
                && Capability.has(engine.capabilities(), Capability.CLIENT_DEPRECATE_EOF)
                && engine.setup().isDirect();
    }

    /** Opens connections for one pool. The futures complete on an I/O thread; cancelling one gives up the attempt. */
    public static Supplier<CompletableFuture<Lendable>> opener(MySqlOptions options, Transport transport) {
        MySqlOptions committing = options.toBuilder().autocommit(Autocommit.ON).build();
        Connector connector = new Connector(committing, transport, callbacks(options));
        return () -> connector.connect(engine -> new LendableConnection(engine, options), Runnable::run);
    }

    /** The executor on which user futures complete. */
    public static Executor callbacks(MySqlOptions options) {
        Executor given = options.callbackExecutor();
        return given == null ? Runnable::run : new CallbackExecutor(given);
    }

    @Override
    public MySqlConnection connection() {
        return forPool;
    }

    @Override
    public CompletableFuture<CallResult> call(Statement call) {
        return forPool.call(call);
    }

    @Override
    public MySqlConnection lend(Lease lease) {
        if (autocommit != Autocommit.ON) {
            CompletableFuture<?> unused = effect("SET autocommit=" + (autocommit == Autocommit.OFF ? "0" : "DEFAULT"))
                    .exceptionally(failure -> {
                        close(); // with autocommit still on, the session would commit every statement
                        return null;
                    });
        }
        return lendForTransactions(lease, null);
    }

    @Override
    public MySqlConnection lendForTransactions(Lease lease, @Nullable Duration timeLeft) {
        this.lease = lease;
        return connection.lent(lease, timeLeft);
    }

    @Override
    public long connectionId() {
        return connection.connectionId();
    }

    @Override
    public boolean isOpen() {
        return engine.isOpen();
    }

    @Override
    public boolean isReadOnly() {
        return engine.sessionState().facts().readOnly();
    }

    @Override
    public @Nullable MySqlException refusal() {
        return engine.sessionState().signs().refusal();
    }

    @Override
    public void forgetRefusal() {
        engine.sessionState().signs().forget();
    }

    @Override
    public CompletableFuture<?> ended() {
        return engine.ended();
    }

    @Override
    public CompletableFuture<?> check() {
        return LendableConnection.<@Nullable Void>submitted(
                engine, future -> new SimpleRequest(new ComPing(), future, Runnable::run));
    }

    @Override
    public CompletableFuture<?> restore(SessionReset reset, Runnable changesLost) {
        Lease ending = lease;
        lease = null;
        return LendableConnection.<Boolean>submitted(engine, future -> new BarrierRequest(ending, future))
                .thenCompose(uncommitted -> {
                    if (uncommitted) {
                        changesLost.run();
                    }
                    return reset == SessionReset.NEVER && refusal() == null ? endTransaction() : cleanUp(reset);
                });
    }

    /** Returns false if the lease was released meanwhile. Fails if the connection is lost with an open transaction. */
    @Override
    public CompletableFuture<Boolean> leavesChanges(Lease lease) {
        return LendableConnection.<Boolean>submitted(engine, future -> {
                    Request<Boolean> quiet = new BarrierRequest(null, future);
                    quiet.of(lease);
                    return quiet;
                })
                .exceptionallyCompose(failure -> {
                    boolean lost = Failures.unwrapped(failure) instanceof MySqlException && engine.isInTransaction();
                    return lost ? CompletableFuture.failedFuture(failure) : CompletableFuture.completedFuture(false);
                });
    }

    /**
     * Resets the session, unless it is proven to have nothing but a transaction and the state of its last statement.
     */
    private CompletableFuture<Void> cleanUp(SessionReset reset) {
        SessionDirtiness dirtiness = engine.sessionState().dirtiness();
        if (dirtiness.isNotReusable()) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "statements on XA transactions, roles or resource groups leave state that a session reset keeps"));
        }
        boolean doubted = refusal() != null; // after a reset, the server is asked for its facts again
        if (doubted || reset == SessionReset.ALWAYS || !tellsChanges || dirtiness.isDirty()) {
            return reset();
        }
        CompletableFuture<Void> ended = endTransaction();
        return dirtiness.isClean()
                ? ended
                : CompletableFuture.allOf(ended, effect(FORGET_LAST_STATEMENT).thenRun(dirtiness::begin));
    }

    private CompletableFuture<Void> endTransaction() {
        CompletableFuture<?> ended = engine.isInTransaction() ? effect("ROLLBACK") : DONE;
        boolean committing = (engine.status() & StatusFlag.SERVER_STATUS_AUTOCOMMIT) != 0;
        return CompletableFuture.allOf(ended, committing ? DONE : effect("SET autocommit=1"));
    }

    /** Restores the default schema first, because {@code COM_RESET_CONNECTION} keeps the current one. */
    private CompletableFuture<Void> reset() {
        if (mayHaveLeftSchema()) {
            if (schema.isEmpty()) {
                return CompletableFuture.failedFuture(new IllegalStateException(
                        "a default schema was selected, and MySQL offers no way back to none"));
            }
            CompletableFuture<@Nullable Void> home = new CompletableFuture<>();
            engine.intake().submit(new ChangeSchemaRequest(schema, home, Runnable::run));
            return CompletableFuture.allOf(home, startOver());
        }
        return startOver();
    }

    private boolean mayHaveLeftSchema() {
        boolean told = Capability.has(engine.capabilities(), Capability.CLIENT_SESSION_TRACK);
        return told ? !engine.sessionState().schema().equals(schema) : !schema.isEmpty();
    }

    private CompletableFuture<Void> startOver() {
        return CompletableFuture.allOf(LendableConnection.<ServerFacts>submitted(
                engine, future -> engine.setup().reset(future, Runnable::run)));
    }

    private CompletableFuture<ExecuteResult> effect(String sql) {
        return submitted(engine, future -> new OwnStatement(sql, future));
    }

    /** A statement of the driver, whose effects on the session are known. */
    private static final class OwnStatement extends CollectingRequest<ExecuteResult> {

        OwnStatement(String sql, CompletableFuture<ExecuteResult> future) {
            super(new TextExecution(sql, List.of()), new EffectCollector(), future, Runnable::run);
        }

        @Override
        protected boolean boundsTransaction(CommandPipeline pipeline) {
            return false; // later requests do not wait: if this fails, the connection is closed
        }

        @Override
        protected boolean isOfTransaction(CommandPipeline pipeline) {
            return false;
        }

        @Override
        protected boolean leavesTraces(CommandPipeline pipeline) {
            return false;
        }
    }

    private static <T extends @Nullable Object> CompletableFuture<T> submitted(
            ConnectionEngine engine, Function<CompletableFuture<T>, Request<?>> request) {
        CompletableFuture<T> future = new CompletableFuture<>();
        engine.intake().submit(request.apply(future));
        return future;
    }

    @Override
    public void execute(Runnable task) {
        engine.ioThread().execute(task);
    }

    @Override
    public void close() {
        CompletableFuture<?> unused = engine.close();
    }
}
