package dev.mysqlasync.internal.command;

import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.session.ResultSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server whether a lock wait timeout (error 1205) rolls back the whole transaction or only the statement. The
 * driver asks when the first such error occurs in a transaction. Only InnoDB has the variable. If the server does not
 * know it, the driver assumes that only the statement is rolled back. The query blocks the pipeline.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/innodb-parameters.html#sysvar_innodb_rollback_on_timeout">innodb_rollback_on_timeout</a>
 */
final class LockTimeoutQuestion extends Request<@Nullable Void> implements ResultSink {

    private final Consumer<Boolean> answer;
    private @Nullable CommandPipeline pipeline;
    private boolean on;

    /** @param answer receives whether the whole transaction is rolled back */
    LockTimeoutQuestion(Consumer<Boolean> answer) {
        super(new CompletableFuture<>(), Runnable::run);
        this.answer = answer;
    }

    @Override
    protected boolean isOfTransaction(CommandPipeline pipeline) {
        return false;
    }

    @Override
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return false;
    }

    @Override
    protected void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.hold(this);
        pipeline.send(
                new ComQuery("SELECT @@innodb_rollback_on_timeout", List.of()),
                new ResultsReader(RowFormat.TEXT, this));
    }

    @Override
    public void columns(RowLayout layout) {}

    @Override
    public boolean row(RowView row) {
        on = "1".equals(row.getString(0));
        return true;
    }

    @Override
    public void endOfRows(OkPacket end) {
        finish();
    }

    @Override
    public void ok(OkPacket ok) {
        finish();
    }

    @Override
    public void error(ErrPacket error) {
        finish();
    }

    private void finish() {
        Objects.requireNonNull(pipeline).finished(this);
        answer.accept(on);
    }
}
