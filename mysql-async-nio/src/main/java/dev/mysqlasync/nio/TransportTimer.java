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
 * The timers that belong to no connection, on a thread of their own: no loop that is blocked or has ended holds them up. The
 * thread starts with the first timer, and nothing that is thrown on it ends it.
 */
final class TransportTimer {

    private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);
    private static final int MOST_TRIES = 100;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final TimerHeap timers = new TimerHeap();
    private final ReentrantLock lock = new ReentrantLock(); // of starting and closing
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * Runs a short task after a delay, unless the timer is closed before.
     *
     * @throws UncheckedIOException if the thread cannot be started
     */
    Cancellable schedule(Duration delay, Runnable task) {
        Duration bounded = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        TimerHeap.Entry timer = timers.add(System.nanoTime() + bounded.toNanos(), task);
        try {
            start();
        } catch (OutOfMemoryError e) {
            timer.cancel();
            throw new UncheckedIOException(new IOException("the thread of the timers cannot be started", e));
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
                Thread made = DetachedThreads.make(() -> new Thread(null, this::run, "mysql-async-timer", 0, false));
                made.setDaemon(true);
                made.start();
                thread = made;
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!closed) {
            Thread.interrupted(); // it would keep the thread from waiting
            Runnable due = timers.pollDue(System.nanoTime());
            if (due != null) {
                run(due);
            } else {
                LockSupport.parkNanos(timers.nanosUntilNext(System.nanoTime()));
            }
        }
    }

    /** Somebody waits for what a task does: one that finds no memory is tried again. */
    private static void run(Runnable task) {
        for (int tries = 1; ; tries++) {
            try {
                task.run();
                return;
            } catch (OutOfMemoryError e) {
                if (tries == MOST_TRIES) {
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

    /** Drops what is set, and what is still to come. */
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
