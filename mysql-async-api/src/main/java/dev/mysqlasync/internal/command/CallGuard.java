package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlServerException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A savepoint around a CALL in a scope, which says whether the transaction that it was set in is still the one that is open: a procedure
 * that handles a deadlock itself, or commits, answers with OK, and may have begun another transaction by then. Seen on MySQL 8.0
 * and 9.7 and on MariaDB 10.11 and 11.8.
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

    /** Before the CALL. */
    static CallGuard set() {
        return new CallGuard("SAVEPOINT " + NAME, error -> {});
    }

    /**
     * Behind it.
     *
     * @param gone told when there is no such savepoint any more
     */
    static CallGuard release(Consumer<MySqlServerException> gone) {
        return new CallGuard("RELEASE SAVEPOINT " + NAME, gone);
    }

    @Override
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return false;
    }

    /** Not when it is known already what has become of the transaction. */
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
