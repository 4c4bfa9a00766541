package dev.mysqlasync.internal.setup;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.internal.failure.ConnectFailures;
import dev.mysqlasync.internal.handshake.Authentication;
import dev.mysqlasync.internal.handshake.Handshake;
import dev.mysqlasync.internal.session.ServerFacts;
import dev.mysqlasync.internal.wire.Turns;
import dev.mysqlasync.protocol.ComChangeUser;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.session.AuthenticationReader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Starts the session again as another user with {@code COM_CHANGE_USER}, then sends the settings. A failure closes the
 * connection.
 */
final class ChangeUserRequest extends SetupRequest implements Authentication.Surroundings {

    private final ComChangeUser command;
    private final Authentication authentication;
    private final Runnable changed;
    private final Handshake.Surroundings connection;
    private final Turns turns;

    /**
     * @param authentication creates the authentication of the new user
     * @param changed runs when the server has accepted the new user
     * @param turns the turns of the connection
     */
    ChangeUserRequest(
            ComChangeUser command,
            SetupSql setup,
            CompletableFuture<ServerFacts> future,
            Executor callbacks,
            Function<Authentication.Surroundings, Authentication> authentication,
            Runnable changed,
            Handshake.Surroundings connection,
            Turns turns) {
        super(setup, future, callbacks);
        this.command = command;
        this.authentication = authentication.apply(this);
        this.changed = changed;
        this.connection = connection;
        this.turns = turns;
    }

    @Override
    void begin() {
        pipeline().send(command, new AuthenticationReader(authentication));
    }

    @Override
    public <T> void offload(Callable<T> computation, Consumer<T> then, Consumer<Exception> failed) {
        connection.offload(computation, then, failed);
    }

    /** The settings are sent in another turn: the conversation accepts no command before this call returns. */
    @Override
    public void authenticated(OkPacket ok) {
        changed.run();
        pipeline().session().startsOver(command.database());
        turns.run(this::sendSettings);
    }

    @Override
    public void failed(MySqlException cause) {
        connection.failed(cause);
    }

    @Override
    public void notSetUp(RuntimeException cause) {
        connection.failed(ConnectFailures.ofSetUp(cause));
    }
}
