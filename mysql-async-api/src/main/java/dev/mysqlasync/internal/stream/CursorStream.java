package dev.mysqlasync.internal.stream;

import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.value.Columns;
import dev.mysqlasync.internal.value.RowConverter;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the rows of a server-side cursor: those of the first result with rows. If the connection is lost between
 * two fetches, the stream fails at once, because no more than the demanded rows can arrive.
 */
public final class CursorStream<T> implements RowSource, ResultTaker {

    private final ConnectionEngine engine;
    private final ServerCursor cursor;
    private final RowConverter<? extends T> form;
    private final RowSubscription<T> subscription;
    private volatile @Nullable Cancellable watch;
    private int resultsWithRows;
    private boolean failed;

    public CursorStream(
            Statement statement,
            RowConverter<? extends T> form,
            RowSubscription<T> subscription,
            StatementRunner runner,
            @Nullable Duration timeout) {
        this.engine = runner.engine();
        this.cursor = new ServerCursor(statement, this, runner, timeout);
        this.form = form;
        this.subscription = subscription;
    }

    // --- the subscription ------------------------------------------------------------------------------------------

    @Override
    public void start() {
        watch = engine.pauses().add(this::connectionGone);
        cursor.start();
    }

    private void connectionGone() {
        ConnectionLoss loss = engine.refusal(false);
        if (loss != null && cursor.isOpen()) {
            subscription.end(loss.underWay());
            cursor.cancelled();
        }
    }

    @Override
    public void demanded() {
        cursor.demanded();
    }

    @Override
    public void cancelled() {
        cursor.cancelled();
    }

    // --- the cursor ------------------------------------------------------------------------------------------------

    @Override
    public void columns(RowLayout layout) {
        resultsWithRows++;
        if (resultsWithRows == 1) {
            form.columns(layout, Columns.of(layout));
        }
    }

    @Override
    public boolean row(RowView row) {
        if (resultsWithRows > 1 || failed) {
            return true;
        }
        T published;
        try {
            published = form.of(row);
        } catch (Throwable e) { // for example a mapper's exception: only this stream fails
            failed = true;
            subscription.end(e);
            cursor.cancelled();
            return true;
        }
        return subscription.next(published, row.to() - row.from());
    }

    @Override
    public void endOfRows(OkPacket end) {}

    @Override
    public void ok(OkPacket ok) {}

    @Override
    public void end(@Nullable Throwable failure) {
        Cancellable ended = watch;
        if (ended != null) {
            ended.cancel();
        }
        subscription.end(failure);
    }
}
