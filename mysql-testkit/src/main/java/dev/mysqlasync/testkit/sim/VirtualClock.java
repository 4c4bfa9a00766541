package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A clock that stands still until it is advanced, and its timers. Any thread may set timers. */
public final class VirtualClock {

    /**
     * Ten seconds before the number overflows, so that tests fail if code compares times other than by their
     * difference.
     */
    private static final long ORIGIN = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(10);

    private static final Duration MAX_DELAY = Duration.ofDays(36_500);

    private final SimLoop loop;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Due, Timer> timers = new TreeMap<>();
    private long added;
    private long elapsedNanos;

    VirtualClock(SimLoop loop) {
        this.loop = loop;
    }

    /** The time in nanoseconds since an arbitrary origin, like {@link System#nanoTime}. */
    public long nanoTime() {
        return ORIGIN + elapsedNanos();
    }

    /** How far the clock has advanced in total. */
    public Duration elapsed() {
        return Duration.ofNanos(elapsedNanos());
    }

    /**
     * Advances the clock. Runs the loop until it is idle; then moves to each timer due within {@code duration}, in
     * order, and runs the loop after each.
     *
     * @throws IllegalStateException if called from within an event
     */
    public void advance(Duration duration) {
        long target = elapsedNanos() + duration.toNanos();
        loop.runUntilIdle();
        while (jumpToNextTimer(target)) {
            loop.runUntilIdle();
        }
        lock.lock();
        try {
            elapsedNanos = Math.max(elapsedNanos, target);
        } finally {
            lock.unlock();
        }
    }

    long elapsedNanos() {
        lock.lock();
        try {
            return elapsedNanos;
        } finally {
            lock.unlock();
        }
    }

    Cancellable schedule(Duration delay, SimLane lane, Runnable event) {
        Duration bounded = delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay;
        lock.lock();
        try {
            Due due = new Due(elapsedNanos + Math.max(0, bounded.toNanos()), added++);
            Timer timer = new Timer(due, lane, event);
            timers.put(due, timer);
            return timer;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves to the next time at which timers are due, and posts them. Returns {@code false} if that is after the limit.
     */
    boolean jumpToNextTimer(long limitNanos) {
        List<Timer> due = new ArrayList<>();
        lock.lock();
        try {
            if (timers.isEmpty() || timers.firstKey().elapsedNanos() > limitNanos) {
                return false;
            }
            elapsedNanos = Math.max(elapsedNanos, timers.firstKey().elapsedNanos());
            while (!timers.isEmpty() && timers.firstKey().elapsedNanos() <= elapsedNanos) {
                due.add(timers.pollFirstEntry().getValue());
            }
        } finally {
            lock.unlock();
        }
        due.forEach(timer -> loop.post(timer.lane, timer::fire));
        return true;
    }

    private record Due(long elapsedNanos, long order) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(elapsedNanos, other.elapsedNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final class Timer implements Cancellable {

        private final Due due;
        private final SimLane lane;
        private final Runnable event;
        private volatile boolean cancelled;

        Timer(Due due, SimLane lane, Runnable event) {
            this.due = due;
            this.lane = lane;
            this.event = event;
        }

        void fire() {
            if (!cancelled) {
                event.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            lock.lock();
            try {
                timers.remove(due);
            } finally {
                lock.unlock();
            }
        }
    }
}
