package dev.mysqlasync.internal.setup;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.protocol.ComInitDb;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.SessionChange;
import dev.mysqlasync.protocol.session.OkReader;
import dev.mysqlasync.protocol.session.OkSink;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Changes the default schema with {@code COM_INIT_DB}. It blocks the pipeline, because names in later statements refer
 * to the new schema.
 */
public final class ChangeSchemaRequest extends Request<@Nullable Void> implements OkSink {

    private final String schema;
    private @Nullable CommandPipeline pipeline;

    public ChangeSchemaRequest(String schema, CompletableFuture<@Nullable Void> future, Executor callbacks) {
        super(future, callbacks);
        this.schema = schema;
    }

    @Override
    protected void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.send(new ComInitDb(schema), new OkReader(this));
        pipeline.hold(this);
    }

    @Override
    @SuppressWarnings("NullAway") // the type argument is @Nullable Void
    public void ok(OkPacket ok) {
        boolean told = ok.sessionChanges().stream().anyMatch(SessionChange.Schema.class::isInstance);
        if (!told) {
            pipeline().session().schema(schema);
        }
        pipeline().finished(this);
        succeed(null);
    }

    @Override
    public void error(ErrPacket error) {
        pipeline().finished(this);
        fail(pipeline().failure(error, null));
    }

    private CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }
}
