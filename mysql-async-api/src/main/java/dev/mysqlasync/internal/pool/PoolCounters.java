package dev.mysqlasync.internal.pool;

import dev.mysqlasync.PoolStats;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A pool's counters. Its serial steps write them, and any thread reads them. */
final class PoolCounters {

    /** A counter that only grows. */
    enum Total {
        ACQUIRED,
        ACQUIRE_NANOS,
        LONGEST_ACQUIRE_NANOS,
        USE_NANOS,
        TIMED_OUT,
        CONNECTED,
        CONNECT_FAILURES,
        DISCARDED
    }

    private final Map<PoolEntry.State, AtomicInteger> entries = new EnumMap<>(PoolEntry.State.class);
    private final Map<Total, AtomicLong> totals = new EnumMap<>(Total.class);
    private volatile int size;
    private volatile int waiting;

    PoolCounters() {
        for (PoolEntry.State state : PoolEntry.State.values()) {
            entries.put(state, new AtomicInteger());
        }
        for (Total total : Total.values()) {
            totals.put(total, new AtomicLong());
        }
    }

    void entered(PoolEntry.State state) {
        of(state).lazySet(in(state) + 1);
    }

    void left(PoolEntry.State state) {
        of(state).lazySet(in(state) - 1);
    }

    void set(PoolEntry.State state, int entries) {
        of(state).lazySet(entries);
    }

    int in(PoolEntry.State state) {
        return of(state).get();
    }

    private AtomicInteger of(PoolEntry.State state) {
        return Objects.requireNonNull(entries.get(state));
    }

    void size(int size) {
        this.size = size;
    }

    void waiting(int waiting) {
        this.waiting = waiting;
    }

    void add(Total total, long amount) {
        of(total).lazySet(total(total) + amount);
    }

    void acquired(long waitedNanos) {
        add(Total.ACQUIRED, 1);
        add(Total.ACQUIRE_NANOS, waitedNanos);
        of(Total.LONGEST_ACQUIRE_NANOS).lazySet(Math.max(total(Total.LONGEST_ACQUIRE_NANOS), waitedNanos));
    }

    private AtomicLong of(Total total) {
        return Objects.requireNonNull(totals.get(total));
    }

    PoolStats figures() {
        return new PoolStats(
                size,
                in(PoolEntry.State.IDLE),
                in(PoolEntry.State.USED),
                in(PoolEntry.State.CONNECTING),
                waiting,
                total(Total.ACQUIRED),
                Duration.ofNanos(total(Total.ACQUIRE_NANOS)),
                Duration.ofNanos(total(Total.LONGEST_ACQUIRE_NANOS)),
                Duration.ofNanos(total(Total.USE_NANOS)),
                total(Total.TIMED_OUT),
                total(Total.CONNECTED),
                total(Total.CONNECT_FAILURES),
                total(Total.DISCARDED));
    }

    private long total(Total total) {
        return of(total).get();
    }
}
