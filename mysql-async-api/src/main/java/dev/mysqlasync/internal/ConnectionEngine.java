package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.internal.cancel.KillConnections;
import dev.mysqlasync.internal.cancel.StatementCanceller;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.command.SubmissionQueue;
import dev.mysqlasync.internal.failure.ConnectFailures;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.failure.EveryStep;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.session.ServerFacts;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.setup.ConnectionSetup;
import dev.mysqlasync.internal.setup.Destination;
import dev.mysqlasync.internal.upload.UploadLine;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.internal.wire.Wire;
import dev.mysqlasync.protocol.ComQuit;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.SessionChange;
import dev.mysqlasync.protocol.session.ClientSession;
import dev.mysqlasync.protocol.session.SessionListener;
import dev.mysqlasync.protocol.session.SessionPhase;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one connection: passes bytes between the transport and the session, gives requests to the pipeline, and
 * decides when the connection ends.
 *
 * <p>Everything but {@link #intake}, {@link #abandon}, {@link #close()} and the plain getters runs on the connection's
 * I/O thread. It runs in turns: for received bytes, for submitted requests or for a timer. At the end of each turn, one
 * write sends whatever can be sent. Requests from other threads wait in a queue; the first of a batch wakes the I/O
 * thread.
 */
public final class ConnectionEngine
        implements TransportHandler, SessionListener, Wire.Listener, Turns.Driver, ConnectionSetup.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionEngine.class);

    private final MySqlOptions options;
    private final Destination to;
    private final Transport transport;
    private final ConnectionLife life;
    private final Executor callbacks;
    private final ClientSession session;
    private final SessionState sessionState;
    private final SubmissionQueue submissions;
    private final CommandPipeline pipeline;
    private final Turns turns;
    private final UploadLine uploads;
    private final ConnectionTimers pauses = new ConnectionTimers((delay, task) -> wire().schedule(delay, task));
    private final StatementCanceller canceller;
    private final RequestIntake intake;

    private volatile boolean unwanted; // may be set before the transport has connected
    private volatile @Nullable Wire wire;
    private @Nullable ConnectionSetup setup;
    private @Nullable Cancellable closeTimer;

    /** @param killConnections send KILL for its statements; {@code null} if this is a kill connection itself */
    public ConnectionEngine(
            MySqlOptions options,
            Destination to,
            Transport transport,
            Executor callbacks,
            @Nullable KillConnections killConnections) {
        this.options = options;
        this.to = to;
        this.transport = transport;
        this.turns = new Turns(this, transport);
        this.callbacks = callbacks;
        this.life = new ConnectionLife(transport, callbacks);
        this.session = new ClientSession(this, SessionState.limits(options));
        this.sessionState = new SessionState(options);
        this.submissions = new SubmissionQueue(options.limits().queueLimit());
        this.uploads = new UploadLine(
                this::maxCommand, () -> !session.hasOutput() && !wire().hasUnsent(), turns, this::failed);
        this.pipeline = new CommandPipeline(
                session, () -> wire().unsent(), sessionState, uploads, ConnectionSetup.pipelineLimit(options, false));
        this.canceller = new StatementCanceller(
                pipeline, options.cancelGrace(), killConnections, () -> setup().victim(), turns, this::failed);
        this.intake = new RequestIntake(submissions, canceller, turns, pipeline.fate(), life);
    }

    /** Starts to connect. Cancelling the result gives up the attempt. */
    public Cancellable open() {
        return transport.connect(to.address(), to.deadline(), this);
    }

    /** The address that was reached, and the others to try; {@code null} if none was. Called on the I/O thread. */
    @Nullable
    public Destination reached() {
        return wire == null ? null : to.reached(wire(), options);
    }

    /** Completes on the I/O thread when setup has succeeded or failed. Not for users. */
    public CompletableFuture<@Nullable Void> opened() {
        return life.opened();
    }

    /** Gives up the attempt, or closes the connection that it opened. Called on any thread. */
    public void abandon() {
        unwanted = true;
        if (wire != null) {
            turns.run(this::endUnwanted);
        }
    }

    private void endUnwanted() {
        if (life.isReady()) {
            CompletableFuture<?> unused = close();
        } else {
            lose(ConnectionLoss.closedByUser());
        }
    }

    // --- from any thread -------------------------------------------------------------------------------------------

    /** Accepts the requests of this connection. */
    public RequestIntake intake() {
        return intake;
    }

    /** As {@link ConnectionLife#refusal}. */
    public @Nullable ConnectionLoss refusal(boolean evenOfFollowing) {
        return life.refusal(evenOfFollowing);
    }

    /** Delayed tasks that run at the latest when the connection ends. Called on any thread. */
    public ConnectionTimers pauses() {
        return pauses;
    }

    public CompletableFuture<@Nullable Void> close() {
        if (life.wantClose()) {
            wire().execute(this::startClosing);
        }
        return closed();
    }

    /** Completes when the connection is gone, on the executor of user futures. */
    public CompletableFuture<@Nullable Void> closed() {
        return life.endForUsers();
    }

    /** Completes on the I/O thread when the connection is gone. Not for users. */
    public CompletableFuture<@Nullable Void> ended() {
        return life.ended();
    }

    public boolean isOpen() {
        return life.isOpen();
    }

    /** The status flags of the last answer that has any. */
    public int status() {
        return pipeline.fate().status();
    }

    public boolean isInTransaction() {
        return pipeline.fate().isInTransaction();
    }

    public SessionState sessionState() {
        return sessionState;
    }

    /** The maximum size of a command, in bytes. */
    public long maxCommand() {
        return Math.min(
                options.limits().maxAllowedPacket(), sessionState.facts().maxAllowedPacket());
    }

    /** Runs a step as a turn; drops it if the connection is lost. Called on any thread. */
    public void run(Runnable step) {
        turns.run(step);
    }

    /** Runs tasks as turns, even after the connection is lost. */
    public Executor ioThread() {
        return turns.evenWhenLost();
    }

    /** The capability flags that client and server share. */
    public long capabilities() {
        return session.capabilities();
    }

    /** Closes prepared statements on the server, unless the session accepts no more commands. Called in a turn. */
    public void close(List<PreparedHandle> handles) {
        if (!life.isLost() && session.acceptsCommand()) {
            handles.forEach(pipeline::close);
        }
    }

    public Transport transport() {
        return transport;
    }

    public Executor callbacks() {
        return callbacks;
    }

    // --- turns -----------------------------------------------------------------------------------------------------

    @Override
    public boolean isLost() {
        return life.isLost();
    }

    /** Takes the submitted requests, starts those that may start, and sends everything in one write. */
    @Override
    public void endTurn() {
        Request<?> request;
        while ((request = submissions.poll()) != null) {
            pipeline.add(request);
        }
        ConnectionLoss announced = sessionState.signs().end();
        if (announced != null) {
            lose(announced);
        }
        if (life.isLost()) {
            failRequests();
            return;
        }
        canceller.turnEnds();
        submissions.left(pipeline.pump());
        if (life.isClosing() && pipeline.isIdle()) {
            quit();
        }
        send();
        uploads.turnEnds();
        wire().reading(!session.isPaused());
    }

    /** Schedules another turn if more can be sent: {@link #drained} follows only an incomplete write. */
    private void send() {
        flush();
        if (session.hasOutput() ? wire().hasRoom() : pipeline.isDue()) {
            turns.run(() -> {});
        }
    }

    @Override
    public void flush() {
        wire().flush();
    }

    // --- the transport and the wire --------------------------------------------------------------------------------

    @Override
    public void drained() {
        turns.now(() -> {}); // the end of the turn starts what waited for the transport
    }

    @Override
    public void connected(TransportConnection connection) {
        turns.connected(connection);
        Wire made = new Wire(transport, connection, session, this, turns);
        wire = made;
        if (unwanted) {
            lose(ConnectionLoss.closedByUser());
        } else {
            setup = new ConnectionSetup(options, session, sessionState, made, turns, to.reached(made, options), this);
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        wire().received(bytes);
        endTurn();
    }

    /** Continues with a result whose receiver requested a pause. Called in a turn. */
    public void resumeRows() {
        wire().resume();
    }

    @Override
    public void receivingFailed(Throwable cause) {
        lose(ConnectionLoss.broken(
                life.isConnecting() ? setup().failureOfReceiving(cause) : Failures.ofReceiving(cause)));
    }

    @Override
    public void secured() {
        setup().secured();
    }

    @Override
    public void tlsEnded() {
        lose(ConnectionLoss.cut(null, false));
    }

    /** After setup, a TLS failure is a loss like any other: statements may have been executed. */
    @Override
    public void tlsFailed(SSLException cause) {
        lose(
                life.isConnecting()
                        ? ConnectionLoss.broken(setup().failureOfTls(cause))
                        : ConnectionLoss.cut(cause, false));
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        new EveryStep() // all waiting futures complete, even if a step throws
                .then(() -> lose(
                        wire == null
                                ? ConnectionLoss.broken(ConnectFailures.ofTransport(cause, options))
                                : ConnectionLoss.cut(cause, session.hasOutput() || wire().hasUnsent())))
                .then(life::gone)
                .then(this::endTimers)
                .then(this::endTurn)
                .then(pauses::end)
                .then(life::end)
                .end();
    }

    // --- the session -----------------------------------------------------------------------------------------------

    @Override
    public void greeting(Greeting greeting) {
        pipeline.mariaDb(greeting.isMariaDb());
        setup().greeted(greeting);
    }

    @Override
    public void sessionChanged(List<SessionChange> changes) {
        sessionState.changed(changes);
    }

    @Override
    public void connectionError(ErrPacket error) {
        lose(
                life.isConnecting()
                        ? ConnectionLoss.broken(setup().refusal(error))
                        : ConnectionLoss.announced(error, setup().greeting().isMariaDb()));
    }

    // --- setup -------------------------------------------------------------------------------------------------------

    @Override
    public void add(Request<?> request) {
        submissions.add(request);
    }

    @Override
    public void ready(ServerFacts facts) {
        MySqlException foreign = sessionState.foreignCharacterSet();
        if (foreign != null) {
            failed(foreign);
        } else if (life.isConnecting() && !life.isLost()) {
            pipeline.limit(ConnectionSetup.pipelineLimit(options, setup().isDirect()));
            endTimers();
            life.ready();
        }
    }

    @Override
    public void failed(MySqlException cause) {
        lose(ConnectionLoss.broken(cause));
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    private void startClosing() {
        if (life.closing()) {
            closeTimer = turns.schedule(options.closeTimeout(), this::closeAnyway);
            endTurn();
        }
    }

    /** Kills what still runs: a server notices that a connection is closed only when it writes to it. */
    private void closeAnyway() {
        if (pipeline.isClear()) {
            lose(ConnectionLoss.closedByUser());
        } else {
            canceller.endConnection(() -> lose(ConnectionLoss.closedByUser()));
        }
    }

    private void quit() {
        if (session.phase() != SessionPhase.COMMANDS) {
            return;
        }
        if (pipeline.hasUncommittedChanges()) {
            LOG.warn(
                    "connection {} is closed with uncommitted changes; the server rolls them back",
                    setup().greeting().connectionId());
        }
        life.lost(ConnectionLoss.closedByUser());
        session.send(new ComQuit(), null);
        flush();
        wire().close();
    }

    /** Aborts the connection, unless it is already lost: the first reason counts. */
    private void lose(ConnectionLoss reason) {
        if (life.lost(reason) && wire != null) {
            wire().abort();
        }
    }

    private void failRequests() {
        if (!life.opened().isDone()) {
            life.notOpened(ConnectFailures.ofLoss(life.loss(), options));
        }
        pipeline.lost(life.loss());
    }

    private void endTimers() {
        if (setup != null) {
            setup.end();
        }
        if (closeTimer != null) {
            closeTimer.cancel();
        }
        canceller.end();
    }

    private Wire wire() {
        return Objects.requireNonNull(wire);
    }

    /** The setup of this connection, which can also set the session up again. */
    public ConnectionSetup setup() {
        return Objects.requireNonNull(setup);
    }
}
