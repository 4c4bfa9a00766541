package dev.mysqlasync.internal.command;

import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.session.OkReader;
import dev.mysqlasync.protocol.session.OkSink;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A command that is answered by OK or an error, such as COM_PING. */
public final class SimpleRequest extends Request<@Nullable Void> implements OkSink {

    private final ClientCommand command;
    private @Nullable CommandPipeline pipeline;

    public SimpleRequest(ClientCommand command, CompletableFuture<@Nullable Void> future, Executor callbacks) {
        super(future, callbacks);
        this.command = command;
    }

    @Override
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return !(command instanceof ComPing);
    }

    /** A ping, or the end of a cursor, is useful even if the transaction is lost. */
    @Override
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return false;
    }

    @Override
    protected void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.send(command, new OkReader(this));
    }

    @Override
    @SuppressWarnings("NullAway") // the type argument allows null
    public void ok(OkPacket ok) {
        finish();
        succeed(null);
    }

    @Override
    public void error(ErrPacket error) {
        finish();
        fail(Objects.requireNonNull(pipeline).failure(error, null));
    }

    private void finish() {
        Objects.requireNonNull(pipeline).finished(this);
    }
}
