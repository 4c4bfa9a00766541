package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.Result;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Buffers every result, within a budget. */
public final class BufferingCollector implements ResultCollector<List<Result>> {

    private final ResultBudget budget;
    private final Supplier<ValueContext> context;
    private final List<Result> results = new ArrayList<>(1);
    private BufferedRows.@Nullable Builder rows;

    /**
     * @param context called at the start of each result
     */
    public BufferingCollector(ResultBudget budget, Supplier<ValueContext> context) {
        this.budget = budget;
        this.context = context;
    }

    @Override
    public void columns(RowLayout layout, List<Column> columns) {
        budget.take(ResultBudget.ofResult(layout));
        rows = new BufferedRows.Builder(layout, columns, context.get());
    }

    @Override
    public void row(RowView row) {
        budget.take(ResultBudget.ofRow(row.to() - row.from()));
        open().add(row);
    }

    @Override
    public void endOfRows(OkPacket end) {
        results.add(open().build(end.warnings()));
        rows = null;
    }

    @Override
    public void ok(OkPacket ok) {
        budget.take(ResultBudget.ofEffect(ok));
        results.add(new ExecuteResult(ok.affectedRows(), ok.lastInsertId(), ok.warnings(), ok.info()));
    }

    @Override
    public List<Result> collected() {
        return List.copyOf(results);
    }

    private BufferedRows.Builder open() {
        BufferedRows.Builder builder = rows;
        if (builder == null) {
            throw new IllegalStateException("rows without columns");
        }
        return builder;
    }
}
