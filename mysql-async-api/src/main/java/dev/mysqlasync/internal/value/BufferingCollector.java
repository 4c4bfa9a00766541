package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.Result;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps every result whole, within a limit on the bytes of rows. */
public final class BufferingCollector implements ResultCollector<List<Result>> {

    private final long maxBytes;
    private final Supplier<ValueContext> context;
    private final List<Result> results = new ArrayList<>(1);
    private BufferedRows.@Nullable Builder rows;
    private long bytesBefore; // of the results already complete

    /** @param context asked when a result begins */
    public BufferingCollector(long maxBytes, Supplier<ValueContext> context) {
        this.maxBytes = maxBytes;
        this.context = context;
    }

    @Override
    public void columns(RowLayout layout, List<Column> columns) {
        rows = new BufferedRows.Builder(layout, columns, context.get());
    }

    @Override
    public void row(RowView row) {
        BufferedRows.Builder builder = open();
        builder.add(row);
        if (bytesBefore + builder.bytes() > maxBytes) {
            throw MySqlLimitException.resultTooLarge(maxBytes, false);
        }
    }

    @Override
    public void endOfRows(OkPacket end) {
        BufferedRows.Builder builder = open();
        bytesBefore += builder.bytes();
        results.add(builder.build(end.warnings()));
        rows = null;
    }

    @Override
    public void ok(OkPacket ok) {
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
