package dev.mysqlasync.internal;

import dev.mysqlasync.internal.sql.SqlModes;
import java.util.concurrent.CompletableFuture;

/** Waits until all before it is answered, sends nothing, and tells whether changes are left that were not committed. */
final class QuietRequest extends Request<Boolean> {

    QuietRequest(CompletableFuture<Boolean> future) {
        super(future, Runnable::run);
    }

    @Override
    boolean leavesTraces(SqlModes modes) {
        return false;
    }

    @Override
    boolean isReady(CommandPipeline pipeline) {
        return pipeline.isQuiet();
    }

    @Override
    void start(CommandPipeline pipeline) {
        boolean uncommitted = pipeline.hasUncommittedChanges();
        pipeline.finished(this);
        succeed(uncommitted);
    }
}
