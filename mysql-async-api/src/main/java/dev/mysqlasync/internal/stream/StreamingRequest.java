package dev.mysqlasync.internal.stream;

import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.statement.Execution;
import dev.mysqlasync.internal.statement.ResultRequest;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A statement all of whose results are taken at the taker's pace. While the taker wants no rows, the session stops
 * within the result, and later requests wait.
 */
public final class StreamingRequest extends ResultRequest<@Nullable Void> implements RowSource {

    private final StatementRunner runner;
    private final ResultTaker taker;
    private final @Nullable Duration timeout;
    private volatile boolean unwanted;
    private boolean paused;

    public StreamingRequest(
            Execution execution, ResultTaker taker, StatementRunner runner, @Nullable Duration timeout) {
        super(execution, new CompletableFuture<>(), Runnable::run); // the taker chooses the thread itself
        this.runner = runner;
        this.taker = taker;
        this.timeout = timeout;
        CompletableFuture<?> unused = future().whenComplete((done, failure) -> taker.end(failure));
    }

    // --- for the taker ---------------------------------------------------------------------------------------------

    @Override
    public void start() {
        runner.submit(this, timeout);
    }

    @Override
    public void demanded() {
        if (paused) {
            paused = false;
            runner.engine().resumeRows();
        }
    }

    /** A statement that was not sent yet is never sent; otherwise the rest is read and dropped. */
    @Override
    public void cancelled() {
        runner.engine().intake().cancelled(this);
    }

    /** The taker is still told of the end, because a cursor may have been opened. */
    @Override
    public boolean markCancelled() {
        boolean first = !unwanted;
        unwanted = true;
        return first;
    }

    @Override
    public void abandon() {
        super.abandon();
        demanded();
    }

    /** Whether the results are no longer wanted. */
    boolean isCancelled() {
        return unwanted;
    }

    @Override
    public boolean isWanted() {
        return !unwanted && super.isWanted();
    }

    @Override
    protected void dropped(CommandPipeline pipeline) {
        super.dropped(pipeline);
        fail(new CancellationException());
    }

    // --- the session -----------------------------------------------------------------------------------------------

    @Override
    public void columns(RowLayout layout) {
        if (!unwanted) {
            taker.columns(layout);
        }
    }

    @Override
    protected boolean gotRow(RowView row) {
        paused = !unwanted && !taker.row(row);
        return !paused;
    }

    /** The taker is told even if it wants no more rows, because a cursor may have been opened. */
    @Override
    protected void gotEndOfRows(OkPacket end) {
        taker.endOfRows(end);
    }

    @Override
    protected void gotOk(OkPacket ok) {
        if (!unwanted) {
            taker.ok(ok);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // the type argument is @Nullable Void
    protected void complete() {
        succeed(null);
    }
}
