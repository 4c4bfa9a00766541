package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.ComStmtFetch;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.session.ResultSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Some more rows of an open cursor; its future gives what stood behind them. */
final class FetchRequest extends Request<OkPacket> implements ResultSink {

    private final String sql;
    private final ComStmtFetch command;
    private final RowLayout layout;
    private final Predicate<RowView> rows;
    private @Nullable CommandPipeline pipeline;

    /** @param rows takes a row, and says whether more may come now */
    FetchRequest(String sql, ComStmtFetch command, RowLayout layout, Predicate<RowView> rows) {
        super(new CompletableFuture<>(), Runnable::run);
        this.sql = sql;
        this.command = command;
        this.layout = layout;
        this.rows = rows;
    }

    @Override
    String sql() {
        return sql;
    }

    @Override
    void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.send(command, ResultsReader.ofFetch(layout, this));
    }

    @Override
    public boolean row(RowView row) {
        return rows.test(row);
    }

    @Override
    public void endOfRows(OkPacket end) {
        pipeline().finished(this);
        succeed(end);
    }

    @Override
    public void error(ErrPacket error) {
        pipeline().finished(this);
        fail(pipeline().failure(error, sql));
    }

    @Override
    public void columns(RowLayout layout) {
        throw new IllegalStateException("fetched rows come without their columns");
    }

    @Override
    public void ok(OkPacket ok) {
        throw new IllegalStateException("fetched rows are never a result without rows");
    }

    private CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }
}
