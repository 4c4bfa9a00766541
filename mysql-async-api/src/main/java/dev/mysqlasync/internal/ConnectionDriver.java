package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Pipelining;
import dev.mysqlasync.protocol.ComQuit;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.SessionChange;
import dev.mysqlasync.protocol.session.ClientSession;
import dev.mysqlasync.protocol.session.SessionLimits;
import dev.mysqlasync.protocol.session.SessionListener;
import dev.mysqlasync.protocol.session.SessionPhase;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
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
 * <p>Everything but {@link #submit}, {@link #close} and the plain readings runs on the connection's I/O thread, in turns:
 * bytes that arrived, a batch of submitted requests, a timer. At the end of each turn whatever can be sent is
 * encoded and leaves in one write. Requests from other threads wait in a queue, and the first of a batch wakes the I/O
 * thread.
 */
final class ConnectionDriver
        implements TransportHandler, SessionListener, Wire.Listener, Opening.Owner, Stops.Owner, Upload.Line {

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

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionDriver.class);

    private static final int LONGEST_PIECE = 256 * 1024;
    private static final int ROOM_FOR_COMMAND = 16; // what a piece may have around it in its packet

    private final MySqlOptions options;
    private final Transport transport;
    private final Deadline connectDeadline;
    private final CompletableFuture<ConnectionDriver> opened;
    private final CompletableFuture<@Nullable Void> closed;
    private final Executor callbacks;
    private final ClientSession session;
    private final SessionState sessionState;
    private final Submissions submissions;
    private final CommandPipeline pipeline;
    private final Pauses pauses = new Pauses();
    private final Stops stops;
    private final AtomicBoolean closeWanted = new AtomicBoolean();

    private volatile State state = State.CONNECTING;
    private volatile @Nullable ConnectionLoss loss;
    private volatile @Nullable Wire wire;
    private volatile @Nullable Greeting greeting;
    private @Nullable Opening opening;
    private @Nullable Cancellable closeTimer;
    private @Nullable Runnable whenClear;

    ConnectionDriver(MySqlOptions options, Transport transport, Executor callbacks) {
        this.options = options;
        this.transport = transport;
        this.callbacks = callbacks;
        this.connectDeadline = Deadline.after(transport, options.connectTimeout());
        this.opened = new MySqlFuture<>(transport);
        this.closed = new MySqlFuture<>(transport);
        this.session = new ClientSession(
                this,
                new SessionLimits(
                        options.limits().maxAllowedPacket(), options.limits().maxRowSize()));
        this.sessionState = new SessionState(
                Objects.requireNonNullElse(options.database(), ""),
                options.limits().statementCacheSize(),
                ValueContext.of(options));
        this.submissions = new Submissions(options.limits().queueLimit());
        this.pipeline = new CommandPipeline(
                session,
                sessionState,
                this,
                options.session().pipelining() == Pipelining.OFF
                        ? 1
                        : options.limits().pipelineLimit());
        this.stops = new Stops(pipeline, options.cancelGrace(), this);
    }

    /** Connects; the future completes on the I/O thread. */
    CompletableFuture<ConnectionDriver> open() {
        Cancellable attempt = transport.connect(options.endpoint(), connectDeadline, this);
        CompletableFuture<?> unused = opened.whenComplete((driver, failure) -> {
            if (opened.isCancelled()) {
                attempt.cancel();
                abandon();
            }
        });
        return opened;
    }

    /** Nobody waits for the connection any more. */
    private void abandon() {
        Wire unwanted = wire;
        if (unwanted != null) {
            unwanted.execute(() -> goOn(() -> lose(ConnectionLoss.wished())));
        }
    }

    // --- from any thread -------------------------------------------------------------------------------------------

    /** Queues a request. It is refused, through its future, when the connection is closed or the queue is full. */
    void submit(Request<?> request) {
        submit(request, null);
    }

    /**
     * Queues a request that has so much time from now on.
     *
     * @param timeout {@code null} for as long as it takes
     */
    void submit(Request<?> request, @Nullable Duration timeout) {
        limit(request, timeout);
        if (closeWanted.get() || loss != null) {
            request.fail(currentLoss().unsent());
        } else if (!submissions.offer(request)) {
            request.fail(MySqlLimitException.queueFull(submissions.limit()));
        } else if (submissions.claimTurn()) {
            wire().execute(this::turn);
        }
    }

    /** Gives a request so much time from now on, before it is submitted; {@code null} for as long as it takes. */
    void limit(Request<?> request, @Nullable Duration timeout) {
        if (timeout != null) {
            request.timer(wire().schedule(timeout, () -> goOn(() -> stops.timedOut(request, timeout))));
        }
    }

    /** Queues several requests, to leave together. They are refused as one is, all or none. */
    void submit(List<? extends Request<?>> requests) {
        if (closeWanted.get() || loss != null) {
            requests.forEach(request -> request.fail(currentLoss().unsent()));
        } else if (!submissions.offer(requests)) {
            requests.forEach(request -> request.fail(MySqlLimitException.queueFull(submissions.limit())));
        } else if (submissions.claimTurn()) {
            wire().execute(this::turn);
        }
    }

    /**
     * Queues a request that a user's earlier one makes necessary: neither the limit nor closing refuse it.
     *
     * @param timeout {@code null} for as long as it takes
     */
    void submitBeyondLimit(Request<?> request, @Nullable Duration timeout) {
        if (loss != null) {
            request.fail(currentLoss().unsent());
            return;
        }
        limit(request, timeout);
        add(request);
        if (submissions.claimTurn()) {
            wire().execute(this::turn);
        }
    }

    /** Queues a request that goes with an earlier one, which the limit on the queue does not count. */
    void submitFollowing(Request<?> request) {
        if (closeWanted.get() || loss != null) {
            request.fail(currentLoss().unsent());
            return;
        }
        submissions.add(request);
        if (submissions.claimTurn()) {
            wire().execute(this::turn);
        }
    }

    /** Runs a task on the connection's I/O thread after a delay, or as soon as the connection is gone. From any thread. */
    Cancellable pause(Duration delay, Runnable task) {
        return pauses.add(wire()::schedule, delay, task);
    }

    CompletableFuture<@Nullable Void> close() {
        if (closeWanted.compareAndSet(false, true)) {
            wire().execute(this::startClosing);
        }
        return closed();
    }

    /** Completes when the connection is gone, as the user's futures do. */
    CompletableFuture<@Nullable Void> closed() {
        MySqlFuture<@Nullable Void> done = new MySqlFuture<>(transport); // one for each caller, who may cancel it
        CompletableFuture<?> unused = closed.thenRunAsync(() -> done.complete(null), callbacks);
        return done;
    }

    /** Completes on the I/O thread when the connection is gone; not to be handed out. */
    CompletableFuture<@Nullable Void> ended() {
        return closed;
    }

    boolean isOpen() {
        return state == State.READY && loss == null && !closeWanted.get();
    }

    /** The status flags of the last answer that carried any. */
    int status() {
        return pipeline.status();
    }

    boolean isInTransaction() {
        return pipeline.isInTransaction();
    }

    Greeting greeting() {
        return Objects.requireNonNull(greeting);
    }

    SessionState sessionState() {
        return sessionState;
    }

    /** The longest command that may be sent, in bytes. */
    long maxCommand() {
        return Math.min(
                options.limits().maxAllowedPacket(), sessionState.facts().maxAllowedPacket());
    }

    /** Nobody wants the request any more. From any thread. */
    void cancelled(Request<?> request) {
        run(() -> stops.cancelled(request));
    }

    @Override
    public void run(Runnable step) {
        wire().execute(() -> goOn(step));
    }

    /** Runs tasks on the connection's I/O thread, each as a turn of its own, also when the connection is gone. */
    Executor ioThread() {
        return task -> wire().execute(() -> {
            task.run();
            endTurn();
        });
    }

    /** What both sides can. */
    long capabilities() {
        return session.capabilities();
    }

    SocketAddress remoteAddress() {
        return wire().remoteAddress();
    }

    /** Drops prepared statements on the server, unless nothing can be sent any more; in a turn. */
    void close(List<PreparedHandle> handles) {
        if (loss == null && session.acceptsCommand()) {
            handles.forEach(handle -> handle.close(pipeline));
        }
    }

    Transport transport() {
        return transport;
    }

    Executor callbacks() {
        return callbacks;
    }

    // --- turns -----------------------------------------------------------------------------------------------------

    private void turn() {
        submissions.turnBegins();
        endTurn();
    }

    @Override
    public void goOn(Runnable step) {
        if (loss == null) {
            step.run();
            endTurn();
        }
    }

    /** Takes what was submitted meanwhile, starts what can be started, and sends it all in one write. */
    private void endTurn() {
        Request<?> request;
        while ((request = submissions.poll()) != null) {
            pipeline.add(request);
        }
        if (loss != null) {
            failRequests();
            return;
        }
        stops.goOn();
        submissions.left(pipeline.pump());
        if (state == State.CLOSING && pipeline.isIdle()) {
            quit();
        }
        flush();
        goOnWhenClear();
        wire().reading(!session.isPaused());
    }

    @Override
    public void flush() {
        if (session.hasOutput()) {
            wire().send(session.output());
            session.outputTaken();
        }
    }

    // --- uploads ---------------------------------------------------------------------------------------------------

    @Override
    public void offload(Runnable task) {
        transport.offload(task);
    }

    @Override
    public int longestPiece() {
        long taken = Math.min(
                options.limits().maxAllowedPacket(), sessionState.facts().maxAllowedPacket());
        return (int) Math.max(1, Math.min(LONGEST_PIECE, taken - ROOM_FOR_COMMAND));
    }

    @Override
    public boolean isClear() {
        return !session.hasOutput() && !wire().hasUnsent();
    }

    @Override
    public void whenClear(Runnable step) {
        whenClear = step;
    }

    private void goOnWhenClear() {
        Runnable step = whenClear;
        if (step != null && isClear()) {
            whenClear = null;
            run(step);
        }
    }

    @Override
    public void drained() {
        goOn(() -> {}); // the end of the turn looks for whom that concerns
    }

    // --- the transport and the wire --------------------------------------------------------------------------------

    @Override
    public void connected(TransportConnection connection) {
        Wire made = new Wire(transport, connection, this);
        wire = made;
        if (opened.isCancelled()) {
            lose(ConnectionLoss.wished());
        } else {
            opening = new Opening(options, session, made, connectDeadline.remaining(transport), this);
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
    void resumeRows() {
        receiving(session::resume);
    }

    private void receiving(Runnable step) {
        if (loss != null) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
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
        Wire lost = wire;
        if (lost == null) {
            loss = ConnectionLoss.broken(ConnectFailures.ofTransport(cause, options));
        } else {
            lose(ConnectionLoss.cut(cause, lost.hasUnsent()));
        }
        state = State.CLOSED;
        endTimers();
        endTurn();
        pauses.end();
        closed.complete(null);
    }

    // --- the session -----------------------------------------------------------------------------------------------

    @Override
    public void greeting(Greeting greeting) {
        this.greeting = greeting;
        pipeline.mariaDb(greeting.isMariaDb());
        opening().greeted(greeting);
    }

    @Override
    public void sessionChanged(List<SessionChange> changes) {
        sessionState.changed(changes);
    }

    @Override
    public void lastWords(ErrPacket error) {
        lose(
                state == State.CONNECTING
                        ? ConnectionLoss.broken(opening().refusal(error))
                        : ConnectionLoss.announced(error, greeting().isMariaDb()));
    }

    // --- opening ---------------------------------------------------------------------------------------------------

    @Override
    public void add(Request<?> request) {
        submissions.add(request);
    }

    @Override
    public void ready(ServerFacts facts) {
        if (state == State.CONNECTING && loss == null) {
            if (options.session().pipelining() == Pipelining.AUTO && !facts.isDirect(greeting())) {
                pipeline.limit(1);
            }
            state = State.READY;
            endTimers();
            opened.complete(this);
        }
    }

    @Override
    public void failed(MySqlException cause) {
        lose(ConnectionLoss.broken(cause));
    }

    // --- stopping statements ---------------------------------------------------------------------------------------

    @Override
    public Cancellable schedule(Duration delay, Runnable step) {
        return wire().schedule(delay, () -> goOn(step));
    }

    @Override
    public Stops.Killer killer(Runnable ready, Runnable answered) {
        long connectionId = sessionState.facts().connectionId();
        return SideConnection.open(options, transport, connectionId, this::run, ready, answered);
    }

    @Override
    public void failed(MySqlTimeoutException cause) {
        lose(ConnectionLoss.broken(cause));
        SideConnection.end(options, transport, sessionState.facts().connectionId());
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    private void startClosing() {
        if (state == State.READY) {
            state = State.CLOSING;
            closeTimer = wire().schedule(options.closeTimeout(), () -> goOn(() -> lose(ConnectionLoss.wished())));
            endTurn();
        }
    }

    private void quit() {
        if (session.phase() != SessionPhase.COMMANDS) {
            return;
        }
        if (pipeline.hasUncommittedChanges()) {
            LOG.warn(
                    "connection {} is closed with changes that were not committed; the server rolls them back",
                    greeting().connectionId());
        }
        loss = ConnectionLoss.wished();
        session.send(new ComQuit(), null);
        flush();
        wire().close();
    }

    /** Gives the connection up, for the first reason there is. */
    private void lose(ConnectionLoss reason) {
        if (loss == null) {
            loss = reason;
            wire().abort();
        }
    }

    private void failRequests() {
        ConnectionLoss reason = currentLoss();
        if (!opened.isDone()) {
            opened.completeExceptionally(ConnectFailures.ofLoss(reason, options));
        }
        pipeline.drain(request -> request.fail(request.lost(reason)), request -> request.fail(reason.unsent()));
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
    Opening opening() {
        return Objects.requireNonNull(opening);
    }
}
