package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlTlsException;
import dev.mysqlasync.protocol.ComQuit;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.OkPacket;
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
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
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
final class ConnectionDriver implements TransportHandler, SessionListener {

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

    private final MySqlOptions options;
    private final Transport transport;
    private final Deadline connectDeadline;
    private final CompletableFuture<ConnectionDriver> opened;
    private final CompletableFuture<@Nullable Void> closed;
    private final Executor callbacks;
    private final ClientSession session;
    private final CommandPipeline pipeline;
    private final SessionState sessionState;
    private final Queue<Request<?>> submitted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean turnDue = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closeWanted = new AtomicBoolean();

    private volatile State state = State.CONNECTING;
    private volatile @Nullable ConnectionLoss loss;
    private volatile @Nullable TransportConnection connection;
    private volatile @Nullable Greeting greeting;
    private @Nullable Handshake handshake;
    private @Nullable TlsStage tls;
    private @Nullable Cancellable timer;

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
        this.pipeline = new CommandPipeline(session, options.limits().pipelineLimit());
        this.sessionState = new SessionState(
                Objects.requireNonNullElse(options.database(), ""),
                options.limits().statementCacheSize());
    }

    /** Connects; the future completes on the I/O thread or the callback executor. */
    CompletableFuture<ConnectionDriver> open() {
        Cancellable attempt = transport.connect(options.endpoint(), connectDeadline, this);
        opened.whenComplete((driver, failure) -> {
            if (opened.isCancelled()) {
                attempt.cancel();
                abandon();
            }
        });
        return opened;
    }

    /** Nobody waits for the connection any more. */
    private void abandon() {
        TransportConnection unwanted = connection;
        if (unwanted != null) {
            unwanted.execute(() -> {
                lose(ConnectionLoss.wished());
                endTurn();
            });
        }
    }

    // --- from any thread -------------------------------------------------------------------------------------------

    /** Queues a request. It is refused, through its future, when the connection is closed or the queue is full. */
    void submit(Request<?> request) {
        if (closeWanted.get() || loss != null) {
            request.fail(currentLoss().unsent());
            return;
        }
        if (waiting.incrementAndGet() > options.limits().queueLimit()) {
            waiting.decrementAndGet();
            request.fail(MySqlLimitException.queueFull(options.limits().queueLimit()));
            return;
        }
        submitted.add(request);
        if (turnDue.compareAndSet(false, true)) {
            connection().execute(this::turn);
        }
    }

    CompletableFuture<@Nullable Void> close() {
        if (closeWanted.compareAndSet(false, true)) {
            connection().execute(this::startClosing);
        }
        MySqlFuture<@Nullable Void> done = new MySqlFuture<>(transport); // one for each caller, who may cancel it
        closed.thenRun(() -> done.complete(null));
        return done;
    }

    boolean isOpen() {
        return state == State.READY && loss == null && !closeWanted.get();
    }

    /** The status flags of the last answer that carried any. */
    int status() {
        return pipeline.status();
    }

    Greeting greeting() {
        return Objects.requireNonNull(greeting);
    }

    SessionState sessionState() {
        return sessionState;
    }

    Transport transport() {
        return transport;
    }

    Executor callbacks() {
        return callbacks;
    }

    // --- turns -----------------------------------------------------------------------------------------------------

    private void turn() {
        turnDue.set(false);
        endTurn();
    }

    /** Takes what was submitted meanwhile, starts what can be started, and sends it all in one write. */
    private void endTurn() {
        Request<?> request;
        while ((request = submitted.poll()) != null) {
            pipeline.add(request);
        }
        if (loss != null) {
            failRequests();
            return;
        }
        waiting.addAndGet(-pipeline.pump());
        if (state == State.CLOSING && pipeline.isIdle()) {
            quit();
        }
        flush();
    }

    private void flush() {
        if (!session.hasOutput()) {
            return;
        }
        TlsStage stage = tls;
        if (stage == null) {
            connection().write(session.output());
        } else {
            stage.send(session.output());
        }
        session.outputTaken();
    }

    // --- the transport ---------------------------------------------------------------------------------------------

    @Override
    public void connected(TransportConnection connection) {
        this.connection = connection;
        if (opened.isCancelled()) {
            lose(ConnectionLoss.wished());
            return;
        }
        timer = connection.schedule(connectDeadline.remaining(transport), this::connectTimedOut);
        handshake = new Handshake(options, connection.remoteAddress(), session, new HandshakeSurroundings());
    }

    @Override
    public void received(ByteBuffer bytes) {
        TlsStage stage = tls;
        if (stage == null) {
            receivePlain(bytes);
        } else {
            stage.received(bytes);
        }
        endTurn();
    }

    private void receivePlain(ByteBuffer bytes) {
        if (loss != null) {
            return;
        }
        try {
            session.receive(bytes);
        } catch (RuntimeException e) {
            lose(ConnectionLoss.broken(failureOfReceiving(e)));
        }
    }

    private MySqlException failureOfReceiving(RuntimeException failure) {
        if (state != State.CONNECTING) {
            return Failures.ofReceiving(failure);
        }
        boolean tlsDue = tls == null && Objects.requireNonNull(handshake).isTls();
        return tlsDue ? ConnectFailures.ofBytesBeforeTls(failure) : ConnectFailures.ofReceiving(failure, options);
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        TransportConnection lost = connection;
        if (lost == null) {
            loss = ConnectionLoss.broken(ConnectFailures.ofTransport(cause, options));
        } else {
            lose(ConnectionLoss.cut(cause, lost.pendingBytes() > 0));
        }
        state = State.CLOSED;
        cancelTimer();
        endTurn();
        callbacks.execute(() -> closed.complete(null));
    }

    // --- the session -----------------------------------------------------------------------------------------------

    @Override
    public void greeting(Greeting greeting) {
        this.greeting = greeting;
        pipeline.mariaDb(greeting.isMariaDb());
        Objects.requireNonNull(handshake).greeted(greeting);
    }

    @Override
    public void sessionChanged(List<SessionChange> changes) {
        sessionState.changed(changes);
    }

    @Override
    public void lastWords(ErrPacket error) {
        if (state == State.CONNECTING) {
            lose(ConnectionLoss.broken(ConnectFailures.ofRefusal(error)));
        } else {
            lose(ConnectionLoss.announced(error, greeting().isMariaDb()));
        }
    }

    /** The session's set-up is a flight of ordinary requests, the first on the connection. */
    private void setUp(OkPacket ok) {
        List<String> statements = SessionSetup.statements(options.session(), ok.statusFlags());
        CompletableFuture<?>[] done = statements.stream().map(this::setUp).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(done).whenComplete((all, failure) -> {
            if (failure == null) {
                becomeReady();
            } else {
                lose(ConnectionLoss.broken(ConnectFailures.ofSetUp(failure)));
            }
        });
    }

    private CompletableFuture<?> setUp(String statement) {
        CompletableFuture<List<dev.mysqlasync.Result>> done = new CompletableFuture<>();
        BufferingCollector collector = new BufferingCollector(options.limits().maxResultBytes());
        pipeline.add(new StatementRequest<>(statement, collector, done, Runnable::run));
        waiting.incrementAndGet();
        return done;
    }

    private void becomeReady() {
        if (state == State.CONNECTING && loss == null) {
            state = State.READY;
            cancelTimer();
            callbacks.execute(() -> opened.complete(this));
        }
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    private void connectTimedOut() {
        if (state == State.CONNECTING) {
            lose(ConnectionLoss.broken(ConnectFailures.ofTimeout(options, greeting != null)));
            endTurn();
        }
    }

    private void startClosing() {
        if (state != State.READY) {
            return;
        }
        state = State.CLOSING;
        timer = connection().schedule(options.closeTimeout(), () -> {
            lose(ConnectionLoss.wished());
            endTurn();
        });
        endTurn();
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
        if (tls != null) {
            tls.closeOutbound();
        }
        connection().close();
    }

    /** Gives the connection up, for the first reason there is. */
    private void lose(ConnectionLoss reason) {
        if (loss == null) {
            loss = reason;
            connection().abort();
        }
    }

    private void failRequests() {
        ConnectionLoss reason = currentLoss();
        if (!opened.isDone()) {
            callbacks.execute(() -> opened.completeExceptionally(ConnectFailures.ofLoss(reason, options)));
        }
        waiting.set(0);
        pipeline.drain(request -> request.fail(request.lost(reason)), request -> request.fail(reason.unsent()));
    }

    private ConnectionLoss currentLoss() {
        ConnectionLoss known = loss;
        return known == null ? ConnectionLoss.wished() : known;
    }

    private TransportConnection connection() {
        return Objects.requireNonNull(connection);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private final class HandshakeSurroundings implements Handshake.Surroundings, TlsStage.Surroundings {

        @Override
        public <T> void offload(Callable<T> computation, Consumer<T> then, Consumer<Exception> failed) {
            transport.offload(() -> {
                Runnable after;
                try {
                    T outcome = computation.call();
                    after = () -> then.accept(outcome);
                } catch (Exception e) {
                    after = () -> failed.accept(e);
                }
                goOn(after);
            });
        }

        @Override
        public void offload(Runnable task, Runnable after) {
            transport.offload(() -> {
                task.run();
                goOn(after);
            });
        }

        private void goOn(Runnable after) {
            connection().execute(() -> {
                if (loss == null) {
                    after.run();
                    endTurn();
                }
            });
        }

        @Override
        public void startTls(SSLEngine engine) {
            flush(); // the request for TLS goes in the clear
            TlsStage stage = new TlsStage(engine, this);
            tls = stage;
            stage.start();
        }

        @Override
        public void secured() {
            Objects.requireNonNull(handshake).secured();
        }

        @Override
        public void encrypted(ByteBuffer records) {
            connection().write(records);
        }

        @Override
        public void decrypted(ByteBuffer plain) {
            receivePlain(plain);
        }

        @Override
        public void ended() {
            lose(ConnectionLoss.cut(null, false));
        }

        /** Once statements are on their way, a failure of TLS is a loss like any other: they may have been executed. */
        @Override
        public void failed(SSLException cause) {
            lose(
                    state == State.CONNECTING
                            ? ConnectionLoss.broken(new MySqlTlsException("TLS failed: " + cause.getMessage(), cause))
                            : ConnectionLoss.cut(cause, false));
        }

        @Override
        public void authenticated(OkPacket ok) {
            setUp(ok);
        }

        @Override
        public void failed(MySqlException cause) {
            lose(ConnectionLoss.broken(cause));
        }
    }
}
