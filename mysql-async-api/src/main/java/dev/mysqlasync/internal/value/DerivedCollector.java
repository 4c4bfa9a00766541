package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.List;
import java.util.function.Function;

/** Applies a function to the result of another collector. */
public record DerivedCollector<T, R>(ResultCollector<T> source, Function<? super T, ? extends R> function)
        implements ResultCollector<R> {

    @Override
    public void columns(RowLayout layout, List<Column> columns) {
        source.columns(layout, columns);
    }

    @Override
    public void row(RowView row) {
        source.row(row);
    }

    @Override
    public void endOfRows(OkPacket end) {
        source.endOfRows(end);
    }

    @Override
    public void ok(OkPacket ok) {
        source.ok(ok);
    }

    @Override
    public R collected() {
        return function.apply(source.collected());
    }
}
