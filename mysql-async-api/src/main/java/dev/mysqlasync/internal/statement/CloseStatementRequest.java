package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.session.StatementCache;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Closes all handles of a user's prepared statement, after the executions before it. */
public final class CloseStatementRequest extends Request<@Nullable Void> {

    private final StatementCache handles;

    public CloseStatementRequest(StatementCache handles, CompletableFuture<@Nullable Void> future, Executor callbacks) {
        super(future, callbacks);
        this.handles = handles;
    }

    @Override
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // the type argument allows null
    protected void start(CommandPipeline pipeline) {
        handles.close().forEach(pipeline::close);
        pipeline.unanswered(this);
        succeed(null);
    }
}
