package dev.mysqlasync.internal;

import dev.mysqlasync.internal.value.Columns;
import dev.mysqlasync.internal.value.ResultCollector;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A statement whose results are collected; after a failed collector the rest is dropped unseen. */
public class CollectingRequest<T extends @Nullable Object> extends ResultRequest<T> {

    private final ResultCollector<? extends T> collector;
    private @Nullable Throwable failure;

    public CollectingRequest(
            Sending sending, ResultCollector<? extends T> collector, CompletableFuture<T> future, Executor callbacks) {
        super(sending, future, callbacks);
        this.collector = collector;
    }

    @Override
    public final void columns(RowLayout layout) {
        collect(() -> collector.columns(layout, Columns.of(layout)));
    }

    @Override
    protected final boolean gotRow(RowView row) {
        if (failure == null) {
            try {
                collector.row(row);
            } catch (Throwable e) { // a mapper's, too: it concerns this request alone
                failure = e;
            }
        }
        return true;
    }

    @Override
    protected final void gotEndOfRows(OkPacket end) {
        collect(() -> collector.endOfRows(end));
    }

    @Override
    protected final void gotOk(OkPacket ok) {
        collect(() -> collector.ok(ok));
    }

    private void collect(Runnable step) {
        if (failure == null) {
            try {
                step.run();
            } catch (Throwable e) {
                failure = e;
            }
        }
    }

    @Override
    protected final void complete() {
        if (failure == null) {
            succeed(collector.collected());
        } else {
            fail(failure);
        }
    }
}
