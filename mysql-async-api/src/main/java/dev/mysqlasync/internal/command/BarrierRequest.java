package dev.mysqlasync.internal.command;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waits until all earlier requests are answered, then settles its lease. It sends nothing. Its result says whether
 * uncommitted changes are left.
 */
public final class BarrierRequest extends Request<Boolean> {

    private final @Nullable Lease lease;

    public BarrierRequest(@Nullable Lease lease, CompletableFuture<Boolean> future) {
        super(future, Runnable::run);
        this.lease = lease;
    }

    @Override
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return false;
    }

    @Override
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return false;
    }

    @Override
    protected boolean isReady(CommandPipeline pipeline) {
        return pipeline.isClear();
    }

    @Override
    protected void start(CommandPipeline pipeline) {
        if (lease != null) {
            lease.settle();
        }
        pipeline.fate().ended();
        boolean uncommitted = pipeline.hasUncommittedChanges();
        pipeline.finished(this);
        succeed(uncommitted);
    }
}
