package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.Row;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Creates rows, each with a copy of its bytes. */
public final class RowCopies implements RowConverter<Row> {

    private final Supplier<ValueContext> context;
    private List<Column> columns = List.of();
    private ValueContext inForce = ValueContext.DEFAULT;

    public RowCopies(Supplier<ValueContext> context) {
        this.context = context;
    }

    @Override
    public void columns(RowLayout layout, List<Column> columns) {
        this.columns = columns;
        this.inForce = context.get();
    }

    @Override
    public Row of(RowView row) {
        byte[] bytes = Arrays.copyOfRange(row.buffer(), row.from(), row.to());
        RowView copy = new RowView(row.layout());
        copy.wrap(bytes, 0, bytes.length);
        return new PacketRow(copy, columns, inForce);
    }
}
