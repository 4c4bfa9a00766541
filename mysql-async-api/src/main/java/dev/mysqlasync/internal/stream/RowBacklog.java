package dev.mysqlasync.internal.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows that have arrived and are not delivered yet, and their size. One thread may add while another takes; any thread
 * may clear.
 */
final class RowBacklog<T> {

    /** From this size on, in bytes, no more rows are taken from the source. One row is taken whatever its size. */
    static final long FULL = 256 * 1024;

    /** The size that counts for a row in addition to its packet, so that a backlog of tiny rows is limited, too. */
    static final int OVERHEAD = 64;

    private record Held<T>(T row, int size) {}

    private final Queue<Held<T>> rows = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong size = new AtomicLong();

    void add(T row, int bytes) {
        count.incrementAndGet();
        size.addAndGet(bytes + OVERHEAD);
        rows.add(new Held<>(row, bytes + OVERHEAD));
    }

    @Nullable
    T poll() {
        Held<T> first = rows.poll();
        if (first == null) {
            return null;
        }
        size.addAndGet(-first.size);
        count.decrementAndGet();
        return first.row;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The number of rows. */
    int count() {
        return count.get();
    }

    boolean isFull() {
        return size.get() >= FULL;
    }

    /** Whether so few rows are left that more should be requested. */
    boolean isLow() {
        return size.get() <= FULL / 2;
    }

    void clear() {
        while (poll() != null) {}
    }
}
