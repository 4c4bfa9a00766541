package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlServerException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A savepoint around a CALL in a scope. Releasing it shows whether the scope's transaction is still open. The server
 * answers the CALL with OK even if the procedure committed, or handled a deadlock itself. By then, another transaction
 * may have begun. Seen on MySQL 8.0 and 9.7 and on MariaDB 10.11 and 11.8.
 */
final class CallGuard extends ControlRequest {

    private static final String NAME = "`mysql_async_call`";

    private final String sql;
    private final Consumer<MySqlServerException> gone;

    private CallGuard(String sql, Consumer<MySqlServerException> gone) {
        super(new CompletableFuture<>(), Runnable::run);
        this.sql = sql;
        this.gone = gone;
    }

    /** Sets the savepoint before the CALL. */
    static CallGuard set() {
        return new CallGuard("SAVEPOINT " + NAME, error -> {});
    }

    /**
     * Releases the savepoint after the CALL.
     *
     * @param gone receives the error if the savepoint no longer exists
     */
    static CallGuard release(Consumer<MySqlServerException> gone) {
        return new CallGuard("RELEASE SAVEPOINT " + NAME, gone);
    }

    @Override
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return false;
    }

    /** Not needed if the transaction is already known to be lost. */
    @Override
    protected boolean isNeeded(CommandPipeline pipeline) {
        return pipeline.fate().isScopeSound();
    }

    @Override
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return false;
    }

    @Override
    public void begin() {
        say(sql);
    }

    @Override
    public void executed() {
        pipeline().finished(this);
        succeed();
    }

    @Override
    public void refused(MySqlServerException error) {
        gone.accept(error);
        executed();
    }
}
