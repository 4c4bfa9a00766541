package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.CommitOutcome;
import dev.mysqlasync.internal.command.ControlRequest;
import dev.mysqlasync.internal.command.OpenTransaction;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a transaction that {@link BeginRequest} began: sends COMMIT or ROLLBACK, then restores autocommit. If COMMIT
 * fails, it sends ROLLBACK. If another statement fails, the state of the session is unknown, and the connection is
 * closed.
 */
public final class EndRequest extends ControlRequest {

    private enum Step {
        /** COMMIT is under way. Exits: RESTORING, ROLLING_BACK, or the end. */
        COMMITTING,
        /** ROLLBACK is under way. Exits: RESTORING or the end. */
        ROLLING_BACK,
        /** Autocommit is being turned on. Exit: the end. */
        RESTORING
    }

    private final BeginRequest beginning;
    private final Consumer<MySqlException> givingUp;
    private Step step;
    private @Nullable MySqlException failure;

    /** @param givingUp closes the connection; called on the I/O thread */
    public EndRequest(
            boolean commit,
            BeginRequest beginning,
            Consumer<MySqlException> givingUp,
            CompletableFuture<@Nullable Void> future,
            Executor callbacks) {
        super(future, callbacks);
        this.step = commit ? Step.COMMITTING : Step.ROLLING_BACK;
        this.beginning = beginning;
        this.givingUp = givingUp;
    }

    @Override
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return false;
    }

    @Override
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return false;
    }

    /** Sends ROLLBACK in place of COMMIT if the server has already rolled the transaction back. */
    @Override
    public void begin() {
        OpenTransaction scope = beginning.scope();
        if (step == Step.COMMITTING && scope != null && scope.rollback() != null) {
            failure = scope.rollback();
            step = Step.ROLLING_BACK;
        }
        say(step == Step.COMMITTING ? "COMMIT" : "ROLLBACK");
    }

    @Override
    public void executed() {
        if (step != Step.RESTORING && beginning.hasSwitchedAutocommit()) {
            step = Step.RESTORING;
            say("SET autocommit=1"); // only now, because it commits an open transaction
            answer(); // the user need not wait for autocommit
        } else {
            pipeline().fate().ended();
            pipeline().finished(this);
            answer();
        }
    }

    private void answer() {
        if (failure == null) {
            succeed();
        } else {
            fail(failure);
        }
    }

    @Override
    public void refused(MySqlServerException error) {
        pipeline().session().dirtiness().unknown();
        if (step == Step.COMMITTING) {
            failure = error;
            step = Step.ROLLING_BACK;
            say("ROLLBACK");
        } else if (step == Step.ROLLING_BACK && error.isTransactionRolledBack()) {
            executed(); // Galera: another node aborted the transaction, and ROLLBACK reports it
        } else {
            if (failure != null) {
                failure.addSuppressed(error);
            }
            givingUp.accept(Objects.requireNonNullElse(failure, error));
        }
    }

    /** Without this request, the transaction would stay open. */
    @Override
    public boolean mayBeLeftOut() {
        return false;
    }

    @Override
    protected boolean isCommitting() {
        return step == Step.COMMITTING;
    }

    @Override
    public Throwable lateWhileUnderWay(Duration timeout) {
        return isCommitting() ? CommitOutcome.late(timeout) : super.lateWhileUnderWay(timeout);
    }

    @Override
    protected Throwable lost(ConnectionLoss loss) {
        return isCommitting() ? CommitOutcome.lost(loss) : Objects.requireNonNullElse(failure, loss.underWay());
    }
}
