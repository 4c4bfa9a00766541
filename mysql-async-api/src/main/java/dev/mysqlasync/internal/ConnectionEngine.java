package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.internal.cancel.CalledOff;
import dev.mysqlasync.internal.cancel.KillConnections;
import dev.mysqlasync.internal.cancel.StatementCanceller;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Outgoing;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.command.SharedEnd;
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
import dev.mysqlasync.internal.value.ResultBudget;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.internal.wire.Wire;
import dev.mysqlasync.protocol.ComQuit;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.SessionChange;
import dev.mysqlasync.protocol.session.ClientSession;
import dev.mysqlasync.protocol.session.SessionLimits;
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
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one connection: hands bytes from the transport to the session and back, requests to the pipeline, and decides
 * about the connection's life.
 *
 * <p>Everything but the {@link #intake}, {@link #close} and the plain readings runs on the connection's I/O thread, in turns:
 * bytes that arrived, a batch of submitted requests, a timer. At the end of each turn whatever can be sent is
 * encoded and leaves in one write. Requests from other threads wait in a queue, and the first of a batch wakes the I/O
 * thread.
 */
public final class ConnectionEngine
        implements TransportHandler,
                SessionListener,
                Wire.Listener,
                Turns.Driver,
                ConnectionSetup.Owner,
                RequestIntake.Owner {

    /** The life of a connection. */
    private enum State {
        /** Until the session is set up. Exits: {@link #READY}, {@link #CLOSED}. */
        CONNECTING,
        /** Requests are taken. Exits: {@link #CLOSING}, {@link #CLOSED}. */
        READY,
        /** The user has closed it; what was submitted before is finished. Exit: {@link #CLOSED}. */
        CLOSING,
        /** Closed or lost. No exit. */
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionEngine.class);

    private final MySqlOptions options;
    private final Destination to;
    private final Transport transport;
    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private final SharedEnd closedForAll;
    private final Executor callbacks;
    private final ClientSession session;
    private final SessionState sessionState;
    private final SubmissionQueue submissions;
    private final CommandPipeline pipeline;
    private final Turns turns = new Turns(this);
    private final UploadLine uploads;
    private final Outgoing outgoing;
    private final ConnectionTimers pauses = new ConnectionTimers((delay, task) -> wire().schedule(delay, task));
    private final CalledOff calledOff;
    private final StatementCanceller stops;
    private final RequestIntake intake;
    private final AtomicBoolean closeWanted = new AtomicBoolean();

    private volatile boolean unwanted; // from before it is connected
    private volatile State state = State.CONNECTING;
    private volatile @Nullable ConnectionLoss loss;
    private volatile @Nullable Wire wire;
    private @Nullable ConnectionSetup opening;
    private @Nullable Cancellable closeTimer;

    /** @param killers from where its statements are killed; {@code null} where nothing of it is */
    public ConnectionEngine(
            MySqlOptions options,
            Destination to,
            Transport transport,
            Executor callbacks,
            @Nullable KillConnections killers) {
        this.options = options;
        this.to = to;
        this.transport = transport;
        this.callbacks = callbacks;
        this.closedForAll = new SharedEnd(transport, callbacks);
        this.session = new ClientSession(
                this,
                new SessionLimits(
                        options.limits().maxAllowedPacket(),
                        options.limits().maxRowSize(),
                        ResultBudget.ofDefinitions(options.limits().maxResultBytes())));
        this.sessionState = new SessionState(options);
        this.submissions = new SubmissionQueue(options.limits().queueLimit());
        this.uploads =
                new UploadLine(transport, session, this::maxCommand, () -> wire().hasUnsent(), turns, this::failed);
        this.pipeline = new CommandPipeline(
                session,
                () -> wire().unsent(),
                sessionState,
                uploads,
                options.session().pipelining() == Pipelining.ON
                        ? options.limits().pipelineLimit()
                        : 1);
        this.outgoing = new Outgoing(session, pipeline, this::wire, turns);
        this.calledOff = new CalledOff(killers, () -> opening().victim(), pipeline::isCommitting, turns, this::failed);
        this.stops = new StatementCanceller(pipeline, options.cancelGrace(), calledOff);
        this.intake = new RequestIntake(submissions, stops, turns, pipeline.fate(), this);
    }

    /** Begins to connect; the result gives the attempt up. */
    public Cancellable open() {
        return transport.connect(to.address(), to.deadline(), this);
    }

    /** Where it has led, and where else it could have; {@code null} if nowhere. On the I/O thread. */
    @Nullable
    public Destination reached() {
        return wire == null ? null : to.reached(wire(), options);
    }

    /** Completes on the I/O thread when the session is set up, or will not be; not to be handed out. */
    public CompletableFuture<@Nullable Void> opened() {
        return opened;
    }

    /** Nobody waits for the connection, or not any more. From any thread. */
    public void abandon() {
        unwanted = true;
        if (wire != null) {
            turns.run(this::endUnwanted);
        }
    }

    private void endUnwanted() {
        if (state == State.READY) {
            CompletableFuture<?> unused = close();
        } else {
            lose(ConnectionLoss.wished());
        }
    }

    // --- from any thread -------------------------------------------------------------------------------------------

    /** Where requests are submitted. */
    public RequestIntake intake() {
        return intake;
    }

    @Override
    public @Nullable ConnectionLoss refusal(boolean evenOfFollowing) {
        return loss != null || (evenOfFollowing && closeWanted.get()) ? currentLoss() : null;
    }

    @Override
    public void wake() {
        wire().execute(this::turn);
    }

    /** Tasks that wait for no longer than the connection lives; they run on its I/O thread. From any thread. */
    public ConnectionTimers pauses() {
        return pauses;
    }

    public CompletableFuture<@Nullable Void> close() {
        if (closeWanted.compareAndSet(false, true)) {
            wire().execute(this::startClosing);
        }
        return closed();
    }

    /** Completes when the connection is gone, as the user's futures do. */
    public CompletableFuture<@Nullable Void> closed() {
        return closedForAll.asked();
    }

    /** Completes on the I/O thread when the connection is gone; not to be handed out. */
    public CompletableFuture<@Nullable Void> ended() {
        return closed;
    }

    public boolean isOpen() {
        return state == State.READY && loss == null && !closeWanted.get();
    }

    /** The status flags of the last answer that carried any. */
    public int status() {
        return pipeline.fate().status();
    }

    public boolean isInTransaction() {
        return pipeline.fate().isInTransaction();
    }

    public SessionState sessionState() {
        return sessionState;
    }

    /** The longest command that may be sent, in bytes. */
    public long maxCommand() {
        return Math.min(
                options.limits().maxAllowedPacket(), sessionState.facts().maxAllowedPacket());
    }

    /** Runs a step as a turn, unless the connection is lost. From any thread. */
    public void run(Runnable step) {
        turns.run(step);
    }

    /** Runs tasks as turns, also when the connection is lost. */
    public Executor ioThread() {
        return turns.evenWhenLost();
    }

    /** What both sides can. */
    public long capabilities() {
        return session.capabilities();
    }

    /** Drops prepared statements on the server, unless nothing can be sent any more; in a turn. */
    public void close(List<PreparedHandle> handles) {
        if (loss == null && session.acceptsCommand()) {
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

    private void turn() {
        submissions.turnBegins();
        endTurn();
    }

    @Override
    public boolean isLost() {
        return loss != null;
    }

    /** Takes what was submitted meanwhile, starts what can be started, and sends it all in one write. */
    @Override
    public void endTurn() {
        Request<?> request;
        while ((request = submissions.poll()) != null) {
            pipeline.add(request);
        }
        lose(sessionState.signs().end());
        if (loss != null) {
            failRequests();
            return;
        }
        stops.goOn();
        submissions.left(pipeline.pump());
        if (state == State.CLOSING && pipeline.isIdle()) {
            quit();
        }
        outgoing.endTurn();
        uploads.goOn();
        wire().reading(!session.isPaused());
    }

    @Override
    public void flush() {
        outgoing.flush();
    }

    // --- the transport and the wire --------------------------------------------------------------------------------

    @Override
    public void drained() {
        turns.now(() -> {}); // the end of the turn looks for whom that concerns
    }

    @Override
    public void connected(TransportConnection connection) {
        turns.connected(connection);
        Wire made = new Wire(transport, connection, this, turns);
        wire = made;
        if (unwanted) {
            lose(ConnectionLoss.wished());
        } else {
            opening = new ConnectionSetup(options, session, sessionState, made, turns, to.reached(made, options), this);
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        wire().received(bytes);
        endTurn();
    }

    @Override
    public void receivedPlain(ByteBuffer bytes) {
        receiving(() -> session.receive(bytes));
    }

    /** Goes on with a result whose receiver asked for a pause; in a turn. */
    public void resumeRows() {
        receiving(session::resume);
    }

    private void receiving(Runnable step) {
        if (loss != null) {
            return;
        }
        try {
            step.run();
        } catch (Throwable e) {
            lose(ConnectionLoss.broken(
                    state == State.CONNECTING ? opening().failureOfReceiving(e) : Failures.ofReceiving(e)));
        }
    }

    @Override
    public void secured() {
        opening().secured();
    }

    @Override
    public void tlsEnded() {
        lose(ConnectionLoss.cut(null, false));
    }

    /** Once statements are on their way, a failure of TLS is a loss like any other: they may have been executed. */
    @Override
    public void tlsFailed(SSLException cause) {
        lose(
                state == State.CONNECTING
                        ? ConnectionLoss.broken(opening().failureOfTls(cause))
                        : ConnectionLoss.cut(cause, false));
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        new EveryStep() // nobody is left waiting, whatever is thrown on the way
                .then(() -> lose(
                        wire == null
                                ? ConnectionLoss.broken(ConnectFailures.ofTransport(cause, options))
                                : ConnectionLoss.cut(cause, session.hasOutput() || wire().hasUnsent())))
                .then(() -> state = State.CLOSED)
                .then(this::endTimers)
                .then(this::endTurn)
                .then(pauses::end)
                .then(() -> closed.complete(null))
                .then(closedForAll::end)
                .end();
    }

    // --- the session -----------------------------------------------------------------------------------------------

    @Override
    public void greeting(Greeting greeting) {
        pipeline.mariaDb(greeting.isMariaDb());
        opening().greeted(greeting);
    }

    @Override
    public void sessionChanged(List<SessionChange> changes) {
        sessionState.changed(changes);
    }

    @Override
    public void connectionError(ErrPacket error) {
        lose(
                state == State.CONNECTING
                        ? ConnectionLoss.broken(opening().refusal(error))
                        : ConnectionLoss.announced(error, opening().greeting().isMariaDb()));
    }

    // --- opening ---------------------------------------------------------------------------------------------------

    @Override
    public void add(Request<?> request) {
        submissions.add(request);
    }

    @Override
    public void ready(ServerFacts facts) {
        MySqlException foreign = sessionState.foreignCharacterSet();
        if (foreign != null) {
            failed(foreign);
        } else if (state == State.CONNECTING && loss == null) {
            if (options.session().pipelining() == Pipelining.AUTO && opening().isDirect()) {
                pipeline.limit(options.limits().pipelineLimit());
            }
            state = State.READY;
            endTimers();
            opened.complete(null);
        }
    }

    @Override
    public void failed(MySqlException cause) {
        lose(ConnectionLoss.broken(cause));
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    private void startClosing() {
        if (state == State.READY) {
            state = State.CLOSING;
            closeTimer = turns.schedule(options.closeTimeout(), this::closeAnyway);
            endTurn();
        }
    }

    /** What is still under way would run on at the server, which looks for the end of a connection only when it writes to it. */
    private void closeAnyway() {
        if (pipeline.isQuiet()) {
            lose(ConnectionLoss.wished());
        } else {
            calledOff.end(() -> lose(ConnectionLoss.wished()));
        }
    }

    private void quit() {
        if (session.phase() != SessionPhase.COMMANDS) {
            return;
        }
        if (pipeline.hasUncommittedChanges()) {
            LOG.warn(
                    "connection {} is closed with changes that were not committed; the server rolls them back",
                    opening().greeting().connectionId());
        }
        loss = ConnectionLoss.wished();
        session.send(new ComQuit(), null);
        flush();
        wire().close();
    }

    /** Gives the connection up, for the first reason there is. */
    private void lose(@Nullable ConnectionLoss reason) {
        if (loss == null && reason != null) {
            loss = reason;
            if (wire != null) {
                wire().abort();
            }
        }
    }

    private void failRequests() {
        ConnectionLoss reason = currentLoss();
        if (!opened.isDone()) {
            opened.completeExceptionally(ConnectFailures.ofLoss(reason, options));
        }
        pipeline.lost(reason);
    }

    private ConnectionLoss currentLoss() {
        ConnectionLoss known = loss;
        return known == null ? ConnectionLoss.wished() : known;
    }

    private void endTimers() {
        if (opening != null) {
            opening.end();
        }
        if (closeTimer != null) {
            closeTimer.cancel();
        }
        stops.end();
    }

    private Wire wire() {
        return Objects.requireNonNull(wire);
    }

    /** The connection's beginning; also for what sets its session up again. */
    public ConnectionSetup opening() {
        return Objects.requireNonNull(opening);
    }
}
