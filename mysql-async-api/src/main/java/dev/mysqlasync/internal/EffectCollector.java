package dev.mysqlasync.internal;

import dev.mysqlasync.Column;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.List;

/** Keeps what the last result says it did; rows are dropped as they arrive. */
final class EffectCollector implements ResultCollector<ExecuteResult> {

    private ExecuteResult last = new ExecuteResult(0, 0, 0, "");

    @Override
    public void columns(RowLayout layout, List<Column> columns) {}

    @Override
    public void row(RowView row) {}

    @Override
    public void endOfRows(OkPacket end) {
        ok(end);
    }

    @Override
    public void ok(OkPacket ok) {
        last = new ExecuteResult(ok.affectedRows(), ok.lastInsertId(), ok.warnings(), ok.info());
    }

    @Override
    public ExecuteResult collected() {
        return last;
    }
}
