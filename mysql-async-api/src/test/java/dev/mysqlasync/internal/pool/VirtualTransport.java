package dev.mysqlasync.internal.pool;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Deadline;
import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;

/** Tasks and timers on a clock that moves from one to the next; there is no network. */
final class VirtualTransport implements Transport {

    private record Due(long nanos, long order) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    private final long origin = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos(); // wraps on the way
    private final TreeMap<Due, Runnable> timers = new TreeMap<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private long elapsed;
    private long added;
    private boolean running;

    @Override
    public long nanoTime() {
        return origin + elapsed;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Due due = new Due(elapsed + Math.max(0, delay.toNanos()), added++);
        timers.put(due, task);
        return () -> timers.remove(due);
    }

    @Override
    public void offload(Runnable task) {
        tasks.add(task);
    }

    @Override
    public boolean isIoThread() {
        return running;
    }

    int timers() {
        return timers.size();
    }

    /** Runs what is due by then. */
    void pass(Duration time) {
        long end = elapsed + time.toNanos();
        run();
        while (!timers.isEmpty() && timers.firstKey().nanos <= end) {
            elapsed = Math.max(elapsed, timers.firstKey().nanos);
            tasks.add(timers.pollFirstEntry().getValue());
            run();
        }
        elapsed = end;
    }

    /** Runs what is due now. */
    void run() {
        running = true;
        Runnable task;
        while ((task = tasks.poll()) != null) {
            task.run();
        }
        running = false;
    }

    @Override
    public Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
