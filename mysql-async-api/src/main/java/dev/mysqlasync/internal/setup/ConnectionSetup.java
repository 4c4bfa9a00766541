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
 * The way from a connection that the transport has made to a session that is set up: handshake, then the settings, within
 * the time that is left; and what sets a session up once more. Used on the connection's I/O thread only, unless a
 * method says otherwise.
 */
public final class ConnectionSetup implements Handshake.Surroundings {

    /** What an opening needs of its connection's driver. */
    public interface Owner {

        /** Queues a request that is part of the opening. */
        void add(Request<?> request);

        /** Sends what is encoded, now. */
        void flush();

        /** The session is set up. */
        void ready(ServerFacts facts);

        /** It does not come about. */
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

    /** It is over, for better or worse. */
    public void end() {
        timer.cancel();
    }

    private void timedOut() {
        owner.failed(ConnectFailures.ofTimeout(options, greeting != null));
    }

    // --- who is at the other end -----------------------------------------------------------------------------------

    /** The server's greeting, once it has come. From any thread. */
    public Greeting greeting() {
        return Objects.requireNonNull(greeting);
    }

    public SocketAddress remoteAddress() {
        return wire.remoteAddress();
    }

    /**
     * Whether it is proven, now that the session is set up, that nothing between client and server reads or changes what they say.
     * From any thread.
     */
    public boolean isDirect() {
        return session.facts().agreesWith(greeting())
                && session.origin().isAtTheEndOf(wire.localAddress(), wire.remoteAddress());
    }

    /**
     * How many requests may be under way at once.
     *
     * @param direct whether it is proven that nothing is between client and server
     */
    public static int pipelineLimit(MySqlOptions options, boolean direct) {
        boolean pipelines = switch (options.session().pipelining()) {
            case ON -> true;
            case AUTO -> direct;
            case OFF -> false;
        };
        return pipelines ? options.limits().pipelineLimit() : 1;
    }

    /** What names the connection to whoever is to kill what runs on it. From any thread. */
    public Victim victim() {
        return new Victim(
                session.facts().connectionId(),
                Destination.reached(wire.remoteAddress(), options),
                session.origin().identity(),
                account);
    }

    // --- failures on the way ---------------------------------------------------------------------------------------

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
        owner.flush(); // the request for TLS goes in the clear
        wire.startTls(engine);
    }

    @Override
    public void failed(MySqlException cause) {
        owner.failed(cause);
    }

    /** Sets the session up, with the first request on the connection. */
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

    // --- once more -------------------------------------------------------------------------------------------------

    /** What starts the session over, with its settings applied again. From any thread, when the session is set up. */
    public Request<ServerFacts> reset(CompletableFuture<ServerFacts> future, Executor callbacks) {
        return new ResetRequest(settingsAgain(), future, callbacks, owner::failed);
    }

    /** What starts the session over as another user. From any thread, when the session is set up. */
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
