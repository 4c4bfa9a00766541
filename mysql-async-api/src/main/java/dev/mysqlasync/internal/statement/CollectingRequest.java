package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.value.Columns;
import dev.mysqlasync.internal.value.ResultCollector;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose results are collected. If the collector fails, the future fails at once. The statement is then
 * stopped on the server, and the rest of its results is discarded.
 */
public class CollectingRequest<T extends @Nullable Object> extends ResultRequest<T> {

    private final ResultCollector<? extends T> collector;
    private boolean failed;

    public CollectingRequest(
            Execution execution,
            ResultCollector<? extends T> collector,
            CompletableFuture<T> future,
            Executor callbacks) {
        super(execution, future, callbacks);
        this.collector = collector;
    }

    @Override
    public final void columns(RowLayout layout) {
        collect(() -> collector.columns(layout, Columns.of(layout)));
    }

    @Override
    protected final boolean gotRow(RowView row) {
        if (!failed) {
            try {
                collector.row(row);
            } catch (Throwable e) { // also from a mapper; it fails this request alone
                failed(e);
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
        if (!failed) {
            try {
                step.run();
            } catch (Throwable e) {
                failed(e);
            }
        }
    }

    private void failed(Throwable cause) {
        failed = true;
        failEarly(cause);
    }

    @Override
    protected final void complete() {
        if (!failed) {
            T value;
            try {
                value = collector.collected();
            } catch (Throwable e) {
                fail(e);
                return;
            }
            succeed(value);
        }
    }
}
