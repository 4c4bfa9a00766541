package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.MySqlTlsException;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.session.ClientSession;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The way from a connection that the transport has made to a session that is set up: handshake, then the settings, within
 * the time that is left. Used on the connection's I/O thread only.
 */
final class Opening implements Handshake.Surroundings {

    /** What an opening needs of its connection's driver. */
    interface Owner {

        /** Queues a request that is part of the opening. */
        void add(Request<?> request);

        /** Sends what is encoded, now. */
        void flush();

        /** The session is set up. */
        void ready(ServerFacts facts);

        /** It does not come about. */
        void failed(MySqlException cause);

        /** Runs a step as a turn of its own. */
        void goOn(Runnable step);
    }

    private final MySqlOptions options;
    private final ClientSession conversation;
    private final Wire wire;
    private final Owner owner;
    private final Handshake handshake;
    private final Cancellable timer;
    private boolean greeted;

    Opening(MySqlOptions options, ClientSession session, Wire wire, Duration timeLeft, Owner owner) {
        this.options = options;
        this.conversation = session;
        this.wire = wire;
        this.owner = owner;
        this.handshake = new Handshake(options, wire.remoteAddress(), session, this);
        this.timer = wire.schedule(timeLeft, () -> owner.goOn(this::timedOut));
    }

    void greeted(Greeting greeting) {
        greeted = true;
        handshake.greeted(greeting);
    }

    void secured() {
        handshake.secured();
    }

    /** It is over, for better or worse. */
    void end() {
        timer.cancel();
    }

    private void timedOut() {
        owner.failed(ConnectFailures.ofTimeout(options, greeted));
    }

    // --- failures on the way ---------------------------------------------------------------------------------------

    MySqlException failureOfReceiving(RuntimeException failure) {
        boolean tlsDue = !wire.isTls() && handshake.isTls();
        return tlsDue ? ConnectFailures.ofBytesBeforeTls(failure) : ConnectFailures.ofReceiving(failure, options);
    }

    MySqlException failureOfTls(SSLException failure) {
        return new MySqlTlsException("TLS failed: " + failure.getMessage(), failure);
    }

    MySqlException refusal(ErrPacket error) {
        return ConnectFailures.ofRefusal(error);
    }

    // --- the handshake's surroundings ------------------------------------------------------------------------------

    @Override
    public <T> void offload(Callable<T> computation, Consumer<T> then, Consumer<Exception> failed) {
        wire.offload(computation, then, failed);
    }

    @Override
    public void startTls(SSLEngine engine) {
        owner.flush(); // the request for TLS goes in the clear
        wire.startTls(engine);
    }

    @Override
    public void failed(MySqlException cause) {
        owner.failed(cause);
    }

    /** Sets the session up: a flight of ordinary requests, the first on the connection. */
    @Override
    public void authenticated(OkPacket ok) {
        Deque<String> statements = new ArrayDeque<>(
                SessionSetup.statements(options.session(), ok.statusFlags(), conversation.capabilities()));
        List<CompletableFuture<?>> done = new ArrayList<>();
        done.add(setUp(statements.remove(), new EffectCollector()));
        CompletableFuture<List<ServerFacts>> facts = setUp(
                ServerFacts.QUERY,
                new MappingCollector<>(
                        ServerFacts::of, () -> ValueContext.DEFAULT)); // before the user's own statements
        done.add(facts);
        statements.forEach(statement -> done.add(setUp(statement, new EffectCollector())));
        CompletableFuture<?> unused = allOf(done).whenComplete((all, failure) -> {
            if (failure != null) {
                owner.failed(ConnectFailures.ofSetUp(failure));
            } else if (facts.join().isEmpty()) {
                owner.failed(new MySqlProtocolException("no row came for " + ServerFacts.QUERY, null));
            } else {
                owner.ready(facts.join().get(0));
            }
        });
    }

    private <T> CompletableFuture<T> setUp(String statement, ResultCollector<T> collector) {
        CompletableFuture<T> done = new CompletableFuture<>();
        owner.add(new CollectingRequest<>(TextSending.ofOurOwn(statement), collector, done, Runnable::run));
        return done;
    }

    private static CompletableFuture<?> allOf(List<CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }
}
