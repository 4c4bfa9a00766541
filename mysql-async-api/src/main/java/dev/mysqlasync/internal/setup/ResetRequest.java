package dev.mysqlasync.internal.setup;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.internal.failure.ConnectFailures;
import dev.mysqlasync.internal.session.ServerFacts;
import dev.mysqlasync.protocol.ComResetConnection;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.session.OkReader;
import dev.mysqlasync.protocol.session.OkSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Resets the session with {@code COM_RESET_CONNECTION}. With pipelining, the settings are sent at once, otherwise after
 * the answer.
 */
final class ResetRequest extends SetupRequest implements OkSink {

    private final Consumer<MySqlException> giveUp;
    private @Nullable RuntimeException refusal;

    /** @param giveUp closes the connection */
    ResetRequest(
            SetupSql setup,
            CompletableFuture<ServerFacts> future,
            Executor callbacks,
            Consumer<MySqlException> giveUp) {
        super(setup, future, callbacks);
        this.giveUp = giveUp;
    }

    @Override
    void begin() {
        if (pipeline().session().dirtiness().mayBeXa()) {
            throw new IllegalStateException("XA statements ran on this connection: some servers lose a prepared XA"
                    + " transaction when its session is reset; close the connection instead");
        }
        pipeline().send(new ComResetConnection(), new OkReader(this));
        if (pipeline().limit() > 1) {
            sendSettings();
        }
    }

    @Override
    public void ok(OkPacket ok) {
        pipeline().session().startsOver();
        if (pipeline().limit() == 1) {
            sendSettings();
        }
    }

    /** The session is unchanged. The answers to settings that were already sent still follow. */
    @Override
    public void error(ErrPacket error) {
        refusal = pipeline().failure(error, null);
        if (pipeline().limit() == 1) {
            super.notSetUp(refusal);
        }
    }

    @Override
    public void setUp(ServerFacts facts) {
        if (refusal == null) {
            super.setUp(facts);
        } else {
            super.notSetUp(refusal);
        }
    }

    /** Closes the connection if the settings fail: statements that wait in the pipeline must not run without them. */
    @Override
    public void notSetUp(RuntimeException cause) {
        if (refusal == null) {
            giveUp.accept(ConnectFailures.ofSetUp(cause));
        } else {
            super.notSetUp(refusal);
        }
    }
}
