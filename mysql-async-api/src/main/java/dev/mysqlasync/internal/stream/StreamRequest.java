package dev.mysqlasync.internal.stream;

import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.statement.Execution;
import dev.mysqlasync.internal.statement.ResultRequest;
import dev.mysqlasync.internal.value.Columns;
import dev.mysqlasync.internal.value.RowConverter;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the rows of a statement as they arrive: those of the first result with rows. While they are not demanded,
 * the session stops within the result, and later requests wait.
 */
public final class StreamRequest<T> extends ResultRequest<@Nullable Void> implements RowSource {

    private final StatementRunner runner;
    private final RowConverter<? extends T> form;
    private final RowSubscription<T> subscription;
    private final @Nullable Duration timeout;
    private int resultsWithRows;
    private boolean paused;

    public StreamRequest(
            Execution execution,
            RowConverter<? extends T> form,
            RowSubscription<T> subscription,
            StatementRunner runner,
            @Nullable Duration timeout) {
        super(execution, new CompletableFuture<>(), Runnable::run); // RowSubscription chooses the thread for signals
        this.runner = runner;
        this.form = form;
        this.subscription = subscription;
        this.timeout = timeout;
        CompletableFuture<?> unused = future().whenComplete((done, failure) -> subscription.end(failure));
    }

    // --- the subscription ------------------------------------------------------------------------------------------

    @Override
    public void start() {
        runner.submit(this, timeout);
    }

    @Override
    public void demanded() {
        resume();
    }

    /** A statement that was not sent yet is never sent. */
    @Override
    public void cancelled() {
        runner.engine().intake().cancelled(this);
    }

    /** The rest of the rows is read and dropped, so that the next response can be read. */
    @Override
    public void abandon() {
        super.abandon();
        resume();
    }

    private void resume() {
        if (paused) {
            paused = false;
            runner.engine().resumeRows();
        }
    }

    // --- the session -----------------------------------------------------------------------------------------------

    @Override
    public void columns(RowLayout layout) {
        resultsWithRows++;
        if (resultsWithRows == 1) {
            form.columns(layout, Columns.of(layout));
        }
    }

    @Override
    protected boolean gotRow(RowView row) {
        paused = resultsWithRows == 1 && isWanted() && !publish(row);
        return !paused;
    }

    private boolean publish(RowView row) {
        T published;
        try {
            published = form.of(row);
        } catch (Throwable e) { // for example a mapper's exception: only this stream fails
            failEarly(e);
            return true;
        }
        return subscription.next(published, row.to() - row.from());
    }

    @Override
    protected void gotOk(OkPacket ok) {}

    @Override
    protected void gotEndOfRows(OkPacket end) {}

    @Override
    @SuppressWarnings("NullAway") // the type argument is @Nullable Void
    protected void complete() {
        succeed(null);
    }
}
