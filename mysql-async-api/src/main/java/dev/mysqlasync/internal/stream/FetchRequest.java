package dev.mysqlasync.internal.stream;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.Request;
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

/**
 * Fetches more rows of an open cursor. Its future returns the packet after them. While the taker wants no rows, the
 * session stops within them, and later requests wait. If they are cancelled, the rest is read and dropped.
 */
final class FetchRequest extends Request<OkPacket> implements ResultSink {

    private final String sql;
    private final ComStmtFetch command;
    private final RowLayout layout;
    private final Predicate<RowView> rows;
    private final Runnable resumption;
    private @Nullable CommandPipeline pipeline;
    private boolean paused;

    /**
     * @param rows receives a row; returns false if the next one must wait for {@link #resume}
     * @param resumption lets the session continue
     */
    FetchRequest(String sql, ComStmtFetch command, RowLayout layout, Predicate<RowView> rows, Runnable resumption) {
        super(new CompletableFuture<>(), Runnable::run);
        this.sql = sql;
        this.command = command;
        this.layout = layout;
        this.rows = rows;
        this.resumption = resumption;
    }

    @Override
    protected String sql() {
        return sql;
    }

    @Override
    protected void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.send(command, ResultsReader.ofFetch(layout, this));
    }

    /** Lets more rows come, if they wait; in a turn. */
    void resume() {
        if (paused) {
            paused = false;
            resumption.run();
        }
    }

    @Override
    public void abandon() {
        resume();
    }

    @Override
    public boolean row(RowView row) {
        paused = isWanted() && !rows.test(row);
        return !paused;
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
        throw new IllegalStateException("COM_STMT_FETCH was answered with column definitions");
    }

    @Override
    public void ok(OkPacket ok) {
        throw new IllegalStateException("COM_STMT_FETCH was answered with a result without rows");
    }

    private CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }
}
