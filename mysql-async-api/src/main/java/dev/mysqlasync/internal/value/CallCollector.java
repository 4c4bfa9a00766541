package dev.mysqlasync.internal.value;

import dev.mysqlasync.CallResult;
import dev.mysqlasync.Column;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.Result;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Buffers the results of a procedure and separates its OUT parameters from its result sets. */
public final class CallCollector implements ResultCollector<CallResult> {

    private static final int NONE = -1;

    private final BufferingCollector results;
    private int complete;
    private int outParameters = NONE;

    public CallCollector(ResultBudget budget, Supplier<ValueContext> context) {
        this.results = new BufferingCollector(budget, context);
    }

    @Override
    public void columns(RowLayout layout, List<Column> columns) {
        results.columns(layout, columns);
    }

    @Override
    public void row(RowView row) {
        results.row(row);
    }

    @Override
    public void endOfRows(OkPacket end) {
        results.endOfRows(end);
        if ((end.statusFlags() & StatusFlag.SERVER_PS_OUT_PARAMS) != 0) {
            outParameters = complete;
        }
        complete++;
    }

    @Override
    public void ok(OkPacket ok) {
        results.ok(ok);
        complete++;
    }

    @Override
    public CallResult collected() {
        List<Rows> rows = new ArrayList<>();
        Optional<Row> out = Optional.empty();
        ExecuteResult effect = new ExecuteResult(0, 0, 0, "");
        List<Result> all = results.collected();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) instanceof ExecuteResult done) {
                effect = done;
            } else if (i == outParameters) {
                out = ((Rows) all.get(i)).stream().findFirst();
            } else {
                rows.add((Rows) all.get(i));
            }
        }
        return new CallResult(rows, out, effect);
    }
}
