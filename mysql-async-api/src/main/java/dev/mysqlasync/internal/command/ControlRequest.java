package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.session.OkReader;
import dev.mysqlasync.protocol.session.OkSink;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The driver's own statements that belong together. They begin when everything before them is answered, so that the
 * session's status is known. They block the pipeline until the last of them is answered.
 */
public abstract class ControlRequest extends Request<@Nullable Void> {

    private @Nullable CommandPipeline pipeline;

    public ControlRequest(CompletableFuture<@Nullable Void> future, Executor callbacks) {
        super(future, callbacks);
    }

    @Override
    protected final boolean isReady(CommandPipeline pipeline) {
        return pipeline.isClear();
    }

    @Override
    protected final void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.hold(this);
        begin();
    }

    /** If it is late, the state of the session is unknown. */
    @Override
    public final boolean keepsConnectionAfterDeadline() {
        return false;
    }

    /** Sends the first statements. */
    public abstract void begin();

    /** The server has executed a statement. */
    public abstract void executed();

    /** The server has rejected a statement. */
    public abstract void refused(MySqlServerException error);

    /** Sends a statement that is answered by OK or an error. */
    public final void say(String sql) {
        pipeline().send(new ComQuery(sql, List.of()), new OkReader(new Answer(sql)));
    }

    @SuppressWarnings("NullAway") // the type argument allows null
    public final void succeed() {
        succeed(null);
    }

    public final CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }

    private final class Answer implements OkSink {

        private final String sql;

        Answer(String sql) {
            this.sql = sql;
        }

        @Override
        public void ok(OkPacket ok) {
            executed();
        }

        @Override
        public void error(ErrPacket error) {
            refused(pipeline().failure(error, sql));
        }
    }
}
