package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlServerException;
import java.util.concurrent.CompletableFuture;

/** The ROLLBACK that the driver sends after an error with which the server rolled back a transaction. */
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

    /** A server rejects ROLLBACK in an XA transaction; there the user must roll back. */
    @Override
    public void refused(MySqlServerException error) {
        executed();
    }
}
