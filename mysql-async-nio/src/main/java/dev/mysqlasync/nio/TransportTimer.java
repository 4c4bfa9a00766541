package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The timers that belong to no connection. They have a thread of their own, so that a blocked or ended loop does not
 * delay them. The thread starts with the first timer. No exception ends it.
 */
final class TransportTimer {

    private static final Duration MAX_DELAY = Duration.ofDays(36_500);
    private static final int MAX_TRIES = 100;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final TimerHeap timers = new TimerHeap();
    private final ReentrantLock lock = new ReentrantLock(); // guards starting and closing
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * Runs a short task after a delay, unless the timer is closed before. Delays are limited to 100 years.
     *
     * @throws UncheckedIOException if the thread cannot be started
     */
    Cancellable schedule(Duration delay, Runnable task) {
        Duration bounded = delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay;
        TimerHeap.Entry timer = timers.add(System.nanoTime() + bounded.toNanos(), task);
        try {
            start();
        } catch (OutOfMemoryError e) {
            timer.cancel();
            throw new UncheckedIOException(new IOException("cannot start the timer thread", e));
        }
        if (timer.isFirst()) {
            LockSupport.unpark(thread);
        }
        return timer;
    }

    private void start() {
        if (thread != null) {
            return;
        }
        lock.lock();
        try {
            if (thread == null && !closed) {
                Thread created = DetachedThreads.make(() -> new Thread(null, this::run, "mysql-async-timer", 0, false));
                created.setDaemon(true);
                created.start();
                thread = created;
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!closed) {
            Thread.interrupted(); // an interrupt would keep the thread from parking
            Runnable due = timers.pollDue(System.nanoTime());
            if (due != null) {
                run(due);
            } else {
                LockSupport.parkNanos(timers.nanosUntilNext(System.nanoTime()));
            }
        }
    }

    /** Runs a task; retries it after an OutOfMemoryError, because a user waits for its effect. */
    private static void run(Runnable task) {
        for (int tries = 1; ; tries++) {
            try {
                task.run();
                return;
            } catch (OutOfMemoryError e) {
                if (tries == MAX_TRIES) {
                    Guard.report(e);
                    return;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            } catch (Throwable e) {
                Guard.report(e);
                return;
            }
        }
    }

    /** Discards all timers, and those set later. */
    void close() {
        lock.lock();
        try {
            closed = true;
            timers.close();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(thread);
    }
}
