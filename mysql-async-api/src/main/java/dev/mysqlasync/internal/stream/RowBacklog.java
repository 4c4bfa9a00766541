package dev.mysqlasync.internal.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Rows that have come and are not delivered yet, and their size. One thread adds, another may take; any may clear. */
final class RowBacklog<T> {

    /** From so many bytes on no more rows are taken from the source, except that one row is, whatever its size. */
    static final long FULL = 256 * 1024;

    /** What a row counts beyond its packet, so that a backlog of tiny rows has a bound too. */
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

    /** How many rows are held. */
    int count() {
        return count.get();
    }

    boolean isFull() {
        return size.get() >= FULL;
    }

    /** Whether there is so little left that it is time to ask for more. */
    boolean isLow() {
        return size.get() <= FULL / 2;
    }

    void clear() {
        while (poll() != null) {}
    }
}
