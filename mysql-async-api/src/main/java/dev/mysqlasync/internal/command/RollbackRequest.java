package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlServerException;
import java.util.concurrent.CompletableFuture;

/** The driver's own ROLLBACK, behind an error with which the server has rolled a transaction back. */
final class RollbackRequest extends ControlRequest {

    RollbackRequest() {
        super(new CompletableFuture<>(), Runnable::run);
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
    public void begin() {
        say("ROLLBACK");
    }

    @Override
    public void executed() {
        pipeline().finished(this);
        succeed();
    }

    /** An XA transaction takes none: there its user has to roll back. */
    @Override
    public void refused(MySqlServerException error) {
        executed();
    }
}
