package dev.mysqlasync.internal.pool;

import dev.mysqlasync.PoolFigures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/** What is counted in a pool: written by its serial steps, read by anybody. */
final class Tally {

    /** What only grows. */
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

    private final AtomicIntegerArray members = new AtomicIntegerArray(Member.State.values().length);
    private final AtomicLongArray totals = new AtomicLongArray(Total.values().length);
    private volatile int size;
    private volatile int waiting;

    void entered(Member.State state) {
        members.lazySet(state.ordinal(), members.get(state.ordinal()) + 1);
    }

    void left(Member.State state) {
        members.lazySet(state.ordinal(), members.get(state.ordinal()) - 1);
    }

    int in(Member.State state) {
        return members.get(state.ordinal());
    }

    void size(int size) {
        this.size = size;
    }

    void waiting(int waiting) {
        this.waiting = waiting;
    }

    void add(Total total, long amount) {
        totals.lazySet(total.ordinal(), totals.get(total.ordinal()) + amount);
    }

    void acquired(long waitedNanos) {
        add(Total.ACQUIRED, 1);
        add(Total.ACQUIRE_NANOS, waitedNanos);
        int longest = Total.LONGEST_ACQUIRE_NANOS.ordinal();
        totals.lazySet(longest, Math.max(totals.get(longest), waitedNanos));
    }

    PoolFigures figures() {
        return new PoolFigures(
                size,
                in(Member.State.IDLE),
                in(Member.State.USED),
                in(Member.State.CONNECTING),
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
        return totals.get(total.ordinal());
    }
}
