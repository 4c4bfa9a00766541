package dev.mysqlasync.internal.statement;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.CommitOutcome;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.StatusFlag;
import dev.mysqlasync.protocol.session.ResultSink;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A statement and its results. Its {@link Execution} sends it, and its subclass receives the results. Its response is
 * always read to the end, because the next response follows it.
 */
public abstract class ResultRequest<T extends @Nullable Object> extends Request<T> implements ResultSink {

    private final Execution execution;
    private @Nullable CommandPipeline pipeline;
    private boolean commits; // or may commit, judging by its text
    private boolean anyRows; // in the current result
    private int results;
    private boolean dependentOnZone;

    public ResultRequest(Execution execution, CompletableFuture<T> future, Executor callbacks) {
        super(future, callbacks);
        this.execution = execution;
    }

    @Override
    protected final String sql() {
        return execution.sql();
    }

    @Override
    protected final boolean isReady(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        dependentOnZone = execution.dependsOnZone(pipeline.session().values());
        boolean encodable = !dependentOnZone || pipeline.isZoneSettled();
        return !isWanted() || (encodable && execution.isReady(this)); // without preparations if nobody waits for it
    }

    @Override
    protected final boolean sendsAhead() {
        return execution.sendsAhead();
    }

    @Override
    protected final boolean isDependentOnZone() {
        return dependentOnZone;
    }

    @Override
    protected final void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        this.commits = pipeline.mayCommit(textOf(pipeline));
        execution.start(this);
    }

    @Override
    protected void dropped(CommandPipeline pipeline) {
        execution.dropped(pipeline);
    }

    protected final CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }

    @Override
    public void abandon() {
        if (pipeline != null) {
            pipeline.abandoned(this);
        }
        execution.abandon();
    }

    @Override
    protected final void ended() {
        execution.letGo();
    }

    @Override
    protected Throwable lost(ConnectionLoss loss) {
        return isCommitting()
                ? CommitOutcome.lost(loss)
                : execution.isExecuted() ? loss.underWay() : loss.beforeExecution();
    }

    @Override
    protected final boolean isCommitting() {
        return commits && execution.isExecuted();
    }

    /** KILL QUERY may or may not undo a COMMIT. */
    @Override
    public boolean mayBeKilled() {
        return !commits && execution.isExecuted();
    }

    @Override
    public boolean keepsConnectionAfterDeadline() {
        return !isCommitting();
    }

    @Override
    public Throwable lateWhileUnderWay(Duration timeout) {
        if (isCommitting()) {
            return CommitOutcome.late(timeout);
        }
        return execution.isExecuted()
                ? super.lateWhileUnderWay(timeout)
                : new MySqlTimeoutException(
                        "the statement was not executed within " + timeout.toMillis() + " ms", Written.NONE);
    }

    @Override
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return textOf(pipeline).leavesTraces();
    }

    @Override
    protected boolean boundsTransaction(CommandPipeline pipeline) {
        return textOf(pipeline).mayBoundTransaction();
    }

    @Override
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return !pipeline.fate().isRollbackByHand(textOf(pipeline));
    }

    private StatementTraits textOf(CommandPipeline pipeline) {
        return Objects.requireNonNull(traits(pipeline)); // a statement always has a text
    }

    /** As {@link ResultSink#row}. */
    protected abstract boolean gotRow(RowView row);

    /** A result without rows. */
    protected abstract void gotOk(OkPacket ok);

    protected abstract void gotEndOfRows(OkPacket end);

    /** The last result is complete, and the request has left the pipeline. */
    protected abstract void complete();

    @Override
    public final boolean row(RowView row) {
        anyRows = true;
        return gotRow(row);
    }

    @Override
    public final void endOfRows(OkPacket end) {
        if (anyRows && isInTransaction(end) && textOf(pipeline()).changesRows()) {
            pipeline().changedRows(); // the rows are those of RETURNING
        }
        anyRows = false;
        answered(end);
        gotEndOfRows(end);
        finishUnless(end.hasMoreResults());
    }

    @Override
    public final void ok(OkPacket ok) {
        if (ok.affectedRows() != 0) {
            pipeline().changedRows();
        }
        answered(ok);
        gotOk(ok);
        finishUnless(ok.hasMoreResults());
    }

    private static boolean isInTransaction(OkPacket ok) {
        return (ok.statusFlags() & StatusFlag.SERVER_STATUS_IN_TRANS) != 0;
    }

    private void answered(OkPacket ok) {
        results++;
        pipeline().session().dirtiness().answered(ok);
        pipeline().toldBy(this);
    }

    @Override
    public final void error(ErrPacket error) {
        if (!execution.triesAgain(this, error)) {
            pipeline().session().dirtiness().ofLast();
            MySqlServerException failure = pipeline().failure(execution.told(error), sql());
            finish(results == 0 ? failure : failure.afterResults(results));
        }
    }

    /** Fails a request whose response is complete, or will not come. */
    protected final void finish(Throwable failure) {
        pipeline().finished(this);
        fail(failure);
    }

    /**
     * Fails its future before its response is complete. The statement is stopped, and the rest of the response
     * discarded.
     */
    protected final void failEarly(Throwable failure) {
        pipeline().cancel(this);
        fail(failure);
    }

    private void finishUnless(boolean moreResults) {
        if (!moreResults) {
            pipeline().finished(this);
            complete();
        }
    }
}
