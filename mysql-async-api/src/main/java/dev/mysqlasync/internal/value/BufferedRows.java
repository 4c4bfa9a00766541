package dev.mysqlasync.internal.value;

import dev.mysqlasync.Column;
import dev.mysqlasync.Row;
import dev.mysqlasync.Rows;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Buffered rows. Their packets are kept as bytes in a few large arrays. */
public final class BufferedRows implements Rows {

    public static final BufferedRows NONE = new BufferedRows(null, List.of(), ValueContext.DEFAULT, List.of(), 0, 0);

    private final @Nullable RowLayout layout;
    private final List<Column> columns;
    private final ValueContext context;
    private final List<Chunk> chunks;
    private final int size;
    private final int warningCount;

    private BufferedRows(
            @Nullable RowLayout layout,
            List<Column> columns,
            ValueContext context,
            List<Chunk> chunks,
            int size,
            int warningCount) {
        this.layout = layout;
        this.columns = columns;
        this.context = context;
        this.chunks = chunks;
        this.size = size;
        this.warningCount = warningCount;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int warningCount() {
        return warningCount;
    }

    @Override
    public Row get(int index) {
        Objects.checkIndex(index, size);
        return row(chunkOf(index), index);
    }

    private Row row(Chunk chunk, int index) {
        RowView view = new RowView(Objects.requireNonNull(layout));
        view.wrap(chunk.bytes, chunk.start(index), chunk.end(index));
        return new PacketRow(view, columns, context);
    }

    private Chunk chunkOf(int row) {
        int low = 0;
        int high = chunks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunks.get(middle).firstRow <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return chunks.get(low);
    }

    @Override
    public Iterator<Row> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Row next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
    }

    @Override
    public String toString() {
        return size + " rows of " + columns.stream().map(Column::name).toList();
    }

    /** An array of consecutive row packets. */
    private static final class Chunk {
        private final int firstRow;
        private byte[] bytes;
        private int[] starts = new int[4];
        private int rows;
        private int used;

        Chunk(int firstRow, int capacity) {
            this.firstRow = firstRow;
            this.bytes = new byte[capacity];
        }

        boolean hasRoom(int length) {
            return bytes.length - used >= length;
        }

        void add(RowView row, int length) {
            if (rows == starts.length) {
                starts = Arrays.copyOf(starts, rows * 2);
            }
            starts[rows++] = used;
            System.arraycopy(row.buffer(), row.from(), bytes, used, length);
            used += length;
        }

        /** Releases unused capacity when no more rows are added. */
        void trim() {
            starts = Arrays.copyOf(starts, rows);
            if (used < bytes.length - bytes.length / 4) {
                bytes = Arrays.copyOf(bytes, used);
            }
        }

        int start(int row) {
            return starts[row - firstRow];
        }

        int end(int row) {
            int next = row + 1 - firstRow;
            return next < rows ? starts[next] : used;
        }
    }

    /** Collects the rows of one result as they arrive. */
    static final class Builder {
        private static final int FIRST_CHUNK = 1024;
        private static final int LARGEST_CHUNK = 256 * 1024;

        private final RowLayout layout;
        private final List<Column> columns;
        private final ValueContext context;
        private final List<Chunk> chunks = new ArrayList<>();
        private int size;

        Builder(RowLayout layout, List<Column> columns, ValueContext context) {
            this.layout = layout;
            this.columns = columns;
            this.context = context;
        }

        void add(RowView row) {
            int length = row.to() - row.from();
            chunkFor(length).add(row, length);
            size++;
        }

        private Chunk chunkFor(int length) {
            Chunk last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
            if (last != null && last.hasRoom(length)) {
                return last;
            }
            if (last != null) {
                last.trim();
            }
            int usual =
                    last == null ? FIRST_CHUNK : Math.min(LARGEST_CHUNK, Math.max(FIRST_CHUNK, last.bytes.length * 2));
            Chunk chunk = new Chunk(size, Math.max(usual, length));
            chunks.add(chunk);
            return chunk;
        }

        BufferedRows build(int warningCount) {
            if (!chunks.isEmpty()) {
                chunks.get(chunks.size() - 1).trim();
            }
            return new BufferedRows(layout, columns, context, List.copyOf(chunks), size, warningCount);
        }
    }
}
