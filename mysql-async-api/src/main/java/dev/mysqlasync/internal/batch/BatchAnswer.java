package dev.mysqlasync.internal.batch;

import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.session.ResultSink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The figures of the answer to one command of a batch. Rows are dropped as they arrive. */
final class BatchAnswer implements ResultSink {

    private final boolean returning;
    private final Consumer<BatchAnswer> complete;
    private long affectedRows;
    private long lastInsertId;
    private long warningCount;
    private @Nullable ErrPacket error;

    /**
     * @param returning whether rows, if any arrive, come from RETURNING: they are the changed rows, which MariaDB does
     *     not count
     * @param complete called when the last result is complete, or when an error ends the answer
     */
    BatchAnswer(boolean returning, Consumer<BatchAnswer> complete) {
        this.returning = returning;
        this.complete = complete;
    }

    /** A sum of answers, initially empty. */
    static BatchAnswer sum() {
        return new BatchAnswer(false, answer -> {});
    }

    long affectedRows() {
        return affectedRows;
    }

    long lastInsertId() {
        return lastInsertId;
    }

    long warningCount() {
        return warningCount;
    }

    @Nullable
    ErrPacket error() {
        return error;
    }

    void add(BatchAnswer other) {
        affectedRows += other.affectedRows;
        warningCount += other.warningCount;
        lastInsertId = other.lastInsertId;
    }

    @Override
    public void ok(OkPacket ok) {
        affectedRows += ok.affectedRows();
        warningCount += ok.warnings();
        lastInsertId = ok.lastInsertId();
        if (!ok.hasMoreResults()) {
            complete.accept(this);
        }
    }

    @Override
    public void columns(RowLayout layout) {}

    @Override
    public boolean row(RowView row) {
        affectedRows += returning ? 1 : 0;
        return true;
    }

    @Override
    public void endOfRows(OkPacket end) {
        ok(end);
    }

    @Override
    public void error(ErrPacket error) {
        this.error = error;
        complete.accept(this);
    }
}
