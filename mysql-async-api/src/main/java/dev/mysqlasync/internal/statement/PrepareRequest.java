package dev.mysqlasync.internal.statement;

import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.session.StatementKey;
import dev.mysqlasync.protocol.ErrPacket;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Prepares a statement for its user, who closes it. */
public final class PrepareRequest extends Request<PreparedStatement> implements Preparation.Owner {

    /** Creates the user's statement for a prepared handle. */
    public interface Maker {
        PreparedStatement statement(StatementKey key, PreparedHandle handle);
    }

    private final String sql;
    private final Maker maker;
    private @Nullable CommandPipeline pipeline;

    public PrepareRequest(String sql, Maker maker, CompletableFuture<PreparedStatement> future, Executor callbacks) {
        super(future, callbacks);
        this.sql = sql;
        this.maker = maker;
    }

    @Override
    protected String sql() {
        return sql;
    }

    @Override
    protected Throwable lost(ConnectionLoss loss) {
        return loss.beforeExecution();
    }

    /** Blocks the pipeline, so that nothing overtakes the PREPARE if it is sent a second time. */
    @Override
    protected void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.hold(this);
        new Preparation(sql, pipeline, this).send();
    }

    @Override
    public void prepared(PreparedHandle handle) {
        pipeline().finished(this);
        succeed(maker.statement(pipeline().session().key(sql), handle));
    }

    @Override
    public void refused(ErrPacket error) {
        pipeline().finished(this);
        fail(pipeline().failure(error, sql));
    }

    @Override
    protected void unclaimed(PreparedStatement statement) {
        CompletableFuture<?> unused = statement.close();
    }

    private CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }
}
