package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.List;

/** Keeps the effect of the last result. Rows are dropped as they arrive. */
public final class EffectCollector implements ResultCollector<ExecuteResult> {

    private final String sql;
    private ExecuteResult last = new ExecuteResult(0, 0, 0, "");
    private long rows;

    public EffectCollector() {
        this("");
    }

    /**
     * @param sql the statement; MariaDB does not count rows of a statement with RETURNING, so they are counted here
     */
    public EffectCollector(String sql) {
        this.sql = sql;
    }

    @Override
    public void columns(RowLayout layout, List<Column> columns) {
        rows = 0;
    }

    @Override
    public void row(RowView row) {
        rows++;
    }

    @Override
    public void endOfRows(OkPacket end) {
        boolean returning =
                rows > 0 && StatementTraits.of(sql, SqlModes.DEFAULT).changesRows();
        long affected = returning ? Math.max(rows, end.affectedRows()) : end.affectedRows();
        last = new ExecuteResult(affected, end.lastInsertId(), end.warnings(), end.info());
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
