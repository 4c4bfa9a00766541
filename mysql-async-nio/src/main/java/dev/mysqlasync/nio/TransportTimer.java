package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The timers that belong to no connection, on a thread of their own: no loop that is blocked or has ended holds them up. The
 * thread is there while there are timers, and some seconds longer.
 */
final class TransportTimer {

    private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);
    private static final int IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor thread;

    TransportTimer() {
        thread = new ScheduledThreadPoolExecutor(
                1, TransportTimer::newThread, new ThreadPoolExecutor.DiscardPolicy()); // drops timers once it is closed
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread newThread(Runnable body) {
        return DetachedThreads.make(() -> new Thread(null, body, "mysql-async-timer", 0, false));
    }

    /**
     * Runs a short task after a delay, unless the timer is closed before.
     *
     * @throws UncheckedIOException if the thread cannot be started
     */
    Cancellable schedule(Duration delay, Runnable task) {
        Duration bounded = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        try {
            Future<?> timer = thread.schedule(() -> Guard.run(task), bounded.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (OutOfMemoryError e) {
            throw new UncheckedIOException(new IOException("the thread of the timers cannot be started", e));
        }
    }

    /** Drops what is set, and what is still to come. */
    void close() {
        thread.shutdown();
    }
}
