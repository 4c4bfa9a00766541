package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.RowMapper;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Maps each row of the first result with rows as it arrives. One {@link PacketRow} serves all rows. The budget counts
 * the mapped objects, but not what they contain.
 */
public final class MappingCollector<T extends @Nullable Object> implements ResultCollector<List<T>> {

    private final RowMapper<? extends T> mapper;
    private final ResultBudget budget;
    private final boolean wholeRows;
    private final Supplier<ValueContext> context;
    private final List<T> mapped = new ArrayList<>();
    private int resultsWithRows;
    private @Nullable List<Column> columns;
    private @Nullable RowView view;
    private @Nullable PacketRow row;

    /**
     * @param context called at the start of the result
     */
    public MappingCollector(RowMapper<? extends T> mapper, ResultBudget budget, Supplier<ValueContext> context) {
        this(mapper, budget, false, context);
    }

    private MappingCollector(
            RowMapper<? extends T> mapper, ResultBudget budget, boolean wholeRows, Supplier<ValueContext> context) {
        this.mapper = mapper;
        this.budget = budget;
        this.wholeRows = wholeRows;
        this.context = context;
    }

    /** A collector whose objects contain all values of their row. The budget counts these values. */
    public static <T> MappingCollector<T> ofWholeRows(
            RowMapper<? extends T> mapper, ResultBudget budget, Supplier<ValueContext> context) {
        return new MappingCollector<>(mapper, budget, true, context);
    }

    @Override
    public void columns(RowLayout layout, List<Column> columns) {
        resultsWithRows++;
        this.columns = columns;
    }

    @Override
    public void row(RowView received) {
        if (resultsWithRows > 1) {
            return;
        }
        if (received != view) {
            view = received;
            row = new PacketRow(received, Objects.requireNonNull(columns), context.get());
        }
        budget.take(
                wholeRows
                        ? ResultBudget.ofRowObject(
                                received.to() - received.from(),
                                received.layout().columnCount())
                        : ResultBudget.ofElement());
        mapped.add(Objects.requireNonNull(row).map(mapper));
    }

    @Override
    public void endOfRows(OkPacket end) {}

    @Override
    public void ok(OkPacket ok) {}

    @Override
    public List<T> collected() {
        return mapped;
    }
}
