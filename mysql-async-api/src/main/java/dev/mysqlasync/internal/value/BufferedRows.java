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

/** Rows kept as the bytes of their packets, in a few large arrays. */
public final class BufferedRows implements Rows {

    public static final BufferedRows NONE =
            new BufferedRows(null, List.of(), ValueContext.DEFAULT, List.of(), new int[0], 0, 0);

    private final @Nullable RowLayout layout;
    private final List<Column> columns;
    private final ValueContext context;
    private final List<Chunk> chunks;
    private final int[] offsets; // where each row begins in its chunk
    private final int size;
    private final int warningCount;

    private BufferedRows(
            @Nullable RowLayout layout,
            List<Column> columns,
            ValueContext context,
            List<Chunk> chunks,
            int[] offsets,
            int size,
            int warningCount) {
        this.layout = layout;
        this.columns = columns;
        this.context = context;
        this.chunks = chunks;
        this.offsets = offsets;
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
        view.wrap(chunk.bytes, offsets[index], chunk.endOf(index, offsets));
        return new ViewRow(view, columns, context);
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

    /** An array of row packets, one behind the other. */
    private static final class Chunk {
        private final int firstRow;
        private final byte[] bytes;
        private int rows;
        private int used;

        Chunk(int firstRow, int capacity) {
            this.firstRow = firstRow;
            this.bytes = new byte[capacity];
        }

        boolean hasRoom(int length) {
            return bytes.length - used >= length;
        }

        int endOf(int row, int[] offsets) {
            return row + 1 < firstRow + rows ? offsets[row + 1] : used;
        }
    }

    /** Takes the rows of one result as they arrive. */
    static final class Builder {
        private static final int FIRST_CHUNK = 1024;
        private static final int LARGEST_CHUNK = 256 * 1024;

        private final RowLayout layout;
        private final List<Column> columns;
        private final ValueContext context;
        private final List<Chunk> chunks = new ArrayList<>();
        private int[] offsets = new int[16];
        private int size;
        private long bytes;

        Builder(RowLayout layout, List<Column> columns, ValueContext context) {
            this.layout = layout;
            this.columns = columns;
            this.context = context;
        }

        /** The size in bytes of the rows taken so far. */
        long bytes() {
            return bytes;
        }

        void add(RowView row) {
            int length = row.to() - row.from();
            Chunk chunk = chunkFor(length);
            if (size == offsets.length) {
                offsets = Arrays.copyOf(offsets, size * 2);
            }
            offsets[size++] = chunk.used;
            System.arraycopy(row.buffer(), row.from(), chunk.bytes, chunk.used, length);
            chunk.used += length;
            chunk.rows++;
            bytes += length;
        }

        private Chunk chunkFor(int length) {
            Chunk last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
            if (last != null && last.hasRoom(length)) {
                return last;
            }
            int usual =
                    last == null ? FIRST_CHUNK : Math.min(LARGEST_CHUNK, Math.max(FIRST_CHUNK, last.bytes.length * 2));
            Chunk chunk = new Chunk(size, Math.max(usual, length));
            chunks.add(chunk);
            return chunk;
        }

        BufferedRows build(int warningCount) {
            return new BufferedRows(layout, columns, context, chunks, offsets, size, warningCount);
        }
    }
}
