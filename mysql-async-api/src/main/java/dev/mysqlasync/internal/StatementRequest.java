package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.session.ResultSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A statement sent as text. Its response is read to the end whatever happens on the way, so that the next one finds the
 * line clear: after a failed collector the rest is dropped unseen.
 */
class StatementRequest<T extends @Nullable Object> extends Request<T> implements ResultSink {

    private final String sql;
    private final ResultCollector<? extends T> collector;
    private final boolean mayChangeNames;
    private @Nullable CommandPipeline pipeline;
    private @Nullable Throwable failure;

    StatementRequest(
            String sql, ResultCollector<? extends T> collector, CompletableFuture<T> future, Executor callbacks) {
        super(future, callbacks);
        this.sql = sql;
        this.mayChangeNames = SessionSwitches.mayChangeNames(sql);
        this.collector = collector;
    }

    @Override
    final String sql() {
        return sql;
    }

    @Override
    void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        execute(new ComQuery(sql), RowFormat.TEXT);
        if (mayChangeNames) {
            pipeline.hold(this); // whether a prepared statement behind it may be used again, only the answer tells
        }
    }

    final void execute(ClientCommand command, RowFormat format) {
        pipeline().send(command, new ResultsReader(format, this));
    }

    final CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }

    final void pipeline(CommandPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public final void columns(RowLayout layout) {
        collect(() -> collector.columns(layout, Columns.of(layout)));
    }

    @Override
    public final boolean row(RowView row) {
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
    public final void endOfRows(OkPacket end) {
        collect(() -> collector.endOfRows(end));
        finishUnless(end.hasMoreResults());
    }

    @Override
    public final void ok(OkPacket ok) {
        if (ok.affectedRows() != 0) {
            pipeline().changedRows();
        }
        collect(() -> collector.ok(ok));
        finishUnless(ok.hasMoreResults());
    }

    @Override
    public final void error(ErrPacket error) {
        pipeline().finished(this);
        fail(pipeline().failure(error, sql));
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

    private void finishUnless(boolean moreResults) {
        if (moreResults) {
            return;
        }
        pipeline().finished(this);
        if (failure == null) {
            succeed(collector.collected());
        } else {
            fail(failure);
        }
    }
}
