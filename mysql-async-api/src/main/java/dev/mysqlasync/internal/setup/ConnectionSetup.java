package dev.mysqlasync.internal.setup;

import dev.mysqlasync.AuthenticationOptions;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.internal.cancel.Victim;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.failure.ConnectFailures;
import dev.mysqlasync.internal.failure.TlsFailures;
import dev.mysqlasync.internal.handshake.Handshake;
import dev.mysqlasync.internal.session.ServerFacts;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.internal.wire.Wire;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.session.ClientSession;
import dev.mysqlasync.spi.Cancellable;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sets up the session of a new connection within the time that is left: handshake, then settings. It also creates the
 * requests that start the session again. Used only on the connection's I/O thread, unless a method says otherwise.
 */
public final class ConnectionSetup implements Handshake.Surroundings {

    /** What the setup needs from the engine of its connection. */
    public interface Owner {

        /** Queues a request that is part of the setup. */
        void add(Request<?> request);

        /** Sends all encoded bytes now. */
        void flush();

        /** The session is set up. */
        void ready(ServerFacts facts);

        /** The session could not be set up. */
        void failed(MySqlException cause);
    }

    private final MySqlOptions options;
    private final ClientSession conversation;
    private final SessionState session;
    private final Wire wire;
    private final Turns turns;
    private final Owner owner;
    private final Handshake handshake;
    private final Cancellable timer;
    private volatile AuthenticationOptions account;
    private volatile @Nullable Greeting greeting;

    public ConnectionSetup(
            MySqlOptions options,
            ClientSession conversation,
            SessionState session,
            Wire wire,
            Turns turns,
            Destination to,
            Owner owner) {
        this.options = options;
        this.conversation = conversation;
        this.session = session;
        this.wire = wire;
        this.turns = turns;
        this.owner = owner;
        this.account = options.authentication();
        this.handshake = new Handshake(options, wire.remoteAddress(), conversation, this);
        this.timer = turns.schedule(to.time(options, wire.transport()), this::timedOut);
    }

    public void greeted(Greeting greeting) {
        this.greeting = greeting;
        handshake.greeted(greeting);
    }

    public void secured() {
        handshake.secured();
    }

    /** The setup has ended, successfully or not. */
    public void end() {
        timer.cancel();
    }

    private void timedOut() {
        owner.failed(ConnectFailures.ofTimeout(options, greeting != null));
    }

    // --- the server ------------------------------------------------------------------------------------------------

    /** The server's greeting, after it has arrived. Called on any thread. */
    public Greeting greeting() {
        return Objects.requireNonNull(greeting);
    }

    public SocketAddress remoteAddress() {
        return wire.remoteAddress();
    }

    /**
     * Whether the connection is proven to end at the server, with no proxy that reads or changes its bytes. Called on
     * any thread, after the setup.
     */
    public boolean isDirect() {
        return session.facts().agreesWith(greeting())
                && session.origin().isAtTheEndOf(wire.localAddress(), wire.remoteAddress());
    }

    /**
     * How many requests may be under way at once.
     *
     * @param direct whether the connection is proven to end at the server
     */
    public static int pipelineLimit(MySqlOptions options, boolean direct) {
        boolean pipelines = switch (options.session().pipelining()) {
            case ON -> true;
            case AUTO -> direct;
            case OFF -> false;
        };
        return pipelines ? options.limits().pipelineLimit() : 1;
    }

    /** This connection as the victim of a KILL. Called on any thread. */
    public Victim victim() {
        return new Victim(
                session.facts().connectionId(),
                Destination.reached(wire.remoteAddress(), options),
                session.origin().identity(),
                account);
    }

    // --- failures --------------------------------------------------------------------------------------------------

    public MySqlException failureOfReceiving(Throwable failure) {
        boolean tlsDue = !wire.isTls() && handshake.isTls();
        return tlsDue
                ? ConnectFailures.ofBytesBeforeTls(failure)
                : ConnectFailures.ofReceiving(failure, options, greeting != null);
    }

    public MySqlException failureOfTls(SSLException failure) {
        return TlsFailures.ofHandshake(failure, options);
    }

    public MySqlException refusal(ErrPacket error) {
        return ConnectFailures.ofRefusal(error);
    }

    // --- the handshake's surroundings ------------------------------------------------------------------------------

    @Override
    public <T> void offload(Callable<T> computation, Consumer<T> then, Consumer<Exception> failed) {
        wire.offload(computation, then, failed);
    }

    @Override
    public void startTls(SSLEngine engine) {
        owner.flush(); // SSLRequest is sent unencrypted
        wire.startTls(engine);
    }

    @Override
    public void failed(MySqlException cause) {
        owner.failed(cause);
    }

    /** Queues the first request of the connection, which sets up the session. */
    @Override
    public void authenticated(OkPacket ok) {
        SetupSql setup = SetupSql.of(options, ok.statusFlags(), conversation.capabilities());
        CompletableFuture<ServerFacts> done = new CompletableFuture<>();
        owner.add(new SetupRequest(setup, done, Runnable::run));
        whenSetUp(done);
    }

    private void whenSetUp(CompletableFuture<ServerFacts> done) {
        CompletableFuture<?> unused = done.whenComplete((facts, failure) -> {
            if (failure == null) {
                owner.ready(facts);
            } else {
                owner.failed(ConnectFailures.ofSetUp(failure, options));
            }
        });
    }

    // --- starting the session again --------------------------------------------------------------------------------

    /**
     * Creates the request that resets the session and applies its settings again. Called on any thread, after the
     * setup.
     */
    public Request<ServerFacts> reset(CompletableFuture<ServerFacts> future, Executor callbacks) {
        return new ResetRequest(settingsAgain(), future, callbacks, owner::failed);
    }

    /** Creates the request that starts the session again as another user. Called on any thread, after the setup. */
    public Request<ServerFacts> changeUser(
            String user, Secret password, String database, CompletableFuture<ServerFacts> future, Executor callbacks) {
        AuthenticationOptions own = options.authentication();
        AuthenticationOptions account = new AuthenticationOptions(
                user, password, own.serverPublicKeyPem(), own.publicKeyRetrieval(), own.allowedPlugins());
        return new ChangeUserRequest(
                handshake.changeUser(account, database),
                settingsAgain(),
                future,
                callbacks,
                surroundings -> handshake.authentication(account, surroundings),
                () -> this.account = account,
                this,
                turns);
    }

    private SetupSql settingsAgain() {
        return SetupSql.again(options, conversation.capabilities());
    }
}
