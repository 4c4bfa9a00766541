package dev.mysqlasync.internal.stream;

import dev.mysqlasync.Column;
import dev.mysqlasync.Row;
import dev.mysqlasync.internal.value.Columns;
import dev.mysqlasync.internal.value.ResultBudget;
import dev.mysqlasync.internal.value.RowCopies;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A result of a statement whose rows are only held until they are taken. Used only on the connection's I/O thread. */
public final class StreamedResult {

    /** A row and its size in bytes. */
    private record Held(Row row, long bytes) {}

    private final @Nullable List<Column> columns;
    private final RowCopies copies;
    private final Deque<Held> rows = new ArrayDeque<>();
    private final long bytes; // of the result without its rows
    private long heldBytes;
    private int taken;
    private @Nullable OkPacket end;

    private StreamedResult(@Nullable List<Column> columns, RowCopies copies, @Nullable OkPacket end, long bytes) {
        this.columns = columns;
        this.copies = copies;
        this.end = end;
        this.bytes = bytes;
    }

    static StreamedResult ofRows(RowLayout layout, Supplier<ValueContext> context) {
        List<Column> columns = Columns.of(layout);
        RowCopies copies = new RowCopies(context);
        copies.columns(layout, columns);
        return new StreamedResult(columns, copies, null, ResultBudget.ofResult(layout));
    }

    static StreamedResult ofEffect(OkPacket ok) {
        return new StreamedResult(null, new RowCopies(() -> ValueContext.DEFAULT), ok, ResultBudget.ofEffect(ok));
    }

    void add(RowView row) {
        long bytes =
                ResultBudget.ofRowObject(row.to() - row.from(), row.layout().columnCount());
        rows.add(new Held(copies.of(row), bytes));
        heldBytes += bytes;
    }

    void end(OkPacket end) {
        this.end = end;
    }

    public boolean isEnded() {
        return end != null;
    }

    /** The number of rows that are held. */
    public int held() {
        return rows.size();
    }

    /** The memory that the result takes without its rows. */
    long bytes() {
        return bytes;
    }

    /** The memory that the held rows take. */
    long heldBytes() {
        return heldBytes;
    }

    public Row take() {
        Held first = rows.remove();
        heldBytes -= first.bytes;
        taken++;
        return first.row;
    }

    public List<Row> take(int most) {
        List<Row> some = new ArrayList<>(Math.min(most, rows.size()));
        while (some.size() < most && !rows.isEmpty()) {
            some.add(take());
        }
        return some;
    }

    /** Drops up to {@code most} held rows. */
    public void skip(long most) {
        for (long left = most; left > 0 && !rows.isEmpty(); left--) {
            take();
        }
    }

    /** The number of rows that were taken. */
    int taken() {
        return taken;
    }

    Readings readings() {
        OkPacket known = end;
        if (columns == null) {
            OkPacket effect = Objects.requireNonNull(known);
            return new Readings(null, effect.affectedRows(), null, effect.lastInsertId());
        }
        return new Readings(columns, known == null ? -1 : taken + rows.size(), taken, 0);
    }

    /** A cursor's figures for its current result. */
    public record Readings(
            @Nullable List<Column> description,
            long rowCount,
            @Nullable Integer rowNumber,
            long lastInsertId) {

        public static final Readings NONE = new Readings(null, -1, null, 0);
    }
}
