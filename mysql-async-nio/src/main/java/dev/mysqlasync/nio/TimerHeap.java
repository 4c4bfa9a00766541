package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Timed tasks in a binary heap. Each entry knows its place, so that adding and cancelling take O(log n). Thread-safe,
 * so that setting or cancelling a timer that is not due soon need not wake the loop.
 */
final class TimerHeap {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Entry> heap = new ArrayList<>();
    private long added;
    private boolean closed;

    /** Adds a task due at {@code nanoTime}. After {@link #close} the task is discarded. */
    Entry add(long nanoTime, Runnable task) {
        lock.lock();
        try {
            Entry entry = new Entry(nanoTime, added++, task);
            if (!closed) {
                heap.add(entry);
                entry.place = heap.size() - 1;
                siftUp(entry);
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The nanoseconds until the earliest task is due; zero or less if it is due, {@link Long#MAX_VALUE} without tasks.
     */
    long nanosUntilNext(long now) {
        lock.lock();
        try {
            return heap.isEmpty() ? Long.MAX_VALUE : heap.get(0).nanoTime - now;
        } finally {
            lock.unlock();
        }
    }

    /** Removes and returns the earliest task if it is due, else {@code null}. */
    @Nullable
    Runnable pollDue(long now) {
        lock.lock();
        try {
            if (heap.isEmpty() || heap.get(0).nanoTime - now > 0) {
                return null;
            }
            Entry first = heap.get(0);
            Runnable task = first.task;
            remove(first);
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Discards all tasks, and those added later. */
    void close() {
        lock.lock();
        try {
            closed = true;
            heap.forEach(Entry::detach);
            heap.clear();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return heap.size();
        } finally {
            lock.unlock();
        }
    }

    private void remove(Entry entry) {
        Entry last = heap.remove(heap.size() - 1);
        if (last != entry) {
            place(last, entry.place);
            siftUp(last);
            siftDown(last);
        }
        entry.detach();
    }

    private void siftUp(Entry entry) {
        while (entry.place > 0) {
            Entry parent = heap.get((entry.place - 1) / 2);
            if (!entry.before(parent)) {
                return;
            }
            swap(entry, parent);
        }
    }

    private void siftDown(Entry entry) {
        while (2 * entry.place + 1 < heap.size()) {
            Entry child = heap.get(2 * entry.place + 1);
            if (child.place + 1 < heap.size() && heap.get(child.place + 1).before(child)) {
                child = heap.get(child.place + 1);
            }
            if (!child.before(entry)) {
                return;
            }
            swap(entry, child);
        }
    }

    private void swap(Entry one, Entry other) {
        int place = one.place;
        place(one, other.place);
        place(other, place);
    }

    private void place(Entry entry, int place) {
        heap.set(place, entry);
        entry.place = place;
    }

    /** A task in the heap. Its fields are guarded by the heap's lock. */
    final class Entry implements Cancellable {

        private static final int NOWHERE = -1;

        private final long nanoTime;
        private final long order;
        private @Nullable Runnable task;
        private int place = NOWHERE;

        private Entry(long nanoTime, long order, Runnable task) {
            this.nanoTime = nanoTime;
            this.order = order;
            this.task = task;
        }

        /** Whether this is the earliest task. */
        boolean isFirst() {
            lock.lock();
            try {
                return place == 0;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                if (place != NOWHERE) {
                    remove(this);
                }
            } finally {
                lock.unlock();
            }
        }

        private boolean before(Entry other) {
            long difference = nanoTime - other.nanoTime;
            return difference < 0 || difference == 0 && order < other.order;
        }

        private void detach() {
            place = NOWHERE;
            task = null;
        }
    }
}
