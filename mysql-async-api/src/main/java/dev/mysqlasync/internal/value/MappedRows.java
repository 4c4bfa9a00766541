package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Maps rows with a user's mapper. One {@link PacketRow} serves all rows. */
public final class MappedRows<T> implements RowConverter<T> {

    private final RowMapper<? extends @Nullable T> mapper;
    private final Supplier<ValueContext> context;
    private List<Column> columns = List.of();
    private ValueContext inForce = ValueContext.DEFAULT;
    private @Nullable RowView view;
    private @Nullable PacketRow row;

    public MappedRows(RowMapper<? extends @Nullable T> mapper, Supplier<ValueContext> context) {
        this.mapper = mapper;
        this.context = context;
    }

    @Override
    public void columns(RowLayout layout, List<Column> columns) {
        this.columns = columns;
        this.inForce = context.get();
    }

    @Override
    public T of(RowView received) {
        PacketRow known = row;
        if (known == null || received != view) {
            view = received;
            known = new PacketRow(received, columns, inForce);
            row = known;
        }
        T mapped = known.map(mapper);
        if (mapped == null) {
            throw new NullPointerException("the mapper returned null, and a Flow.Publisher must not emit null");
        }
        return mapped;
    }
}
