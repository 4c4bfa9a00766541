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
 * The end of a transaction that {@link BeginRequest} began: COMMIT or ROLLBACK, and autocommit on again where it was. When COMMIT
 * is refused, ROLLBACK follows; when that is refused too, nobody knows what the session is in, and the connection is given up.
 */
public final class EndRequest extends ControlRequest {

    private enum Step {
        /** Exits: RESTORING, ROLLING_BACK, or the end. */
        COMMITTING,
        /** Exits: RESTORING or the end. */
        ROLLING_BACK,
        /** Autocommit is being turned on. Exit: the end. */
        RESTORING
    }

    private final BeginRequest beginning;
    private final Consumer<MySqlException> givingUp;
    private Step step;
    private @Nullable MySqlException failure;

    /** @param givingUp called on the I/O thread to give the connection up */
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

    /** What the server has rolled back is not committed, whoever wants that. */
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
            say("SET autocommit=1"); // not before: it commits what is open
            answer(); // nobody has to wait for what is only tidying up
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
            executed(); // Galera: another node has aborted the transaction meanwhile, and ROLLBACK is told so
        } else {
            if (failure != null) {
                failure.addSuppressed(error);
            }
            givingUp.accept(Objects.requireNonNullElse(failure, error));
        }
    }

    /** The transaction would be left open. */
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
