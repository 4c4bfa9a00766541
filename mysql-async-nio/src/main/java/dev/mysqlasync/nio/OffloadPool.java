package dev.mysqlasync.nio;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what may block: started as needed, gone after some idle seconds. What waits for a thread is bounded by
 * the number of connections, as each has at most a task or two under way.
 */
final class OffloadPool implements Executor {

    /** Enough that a few look-ups of a dead name server hold nobody else up. */
    private static final int MOST_THREADS = 16;

    private static final int IDLE_SECONDS = 5;

    private final AtomicInteger started = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    OffloadPool() {
        threads = new ThreadPoolExecutor(
                MOST_THREADS,
                MOST_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::newThread,
                (task, closed) -> task.run());
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread newThread(Runnable body) {
        Thread thread = new Thread(null, body, "mysql-async-offload-" + started.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task on one of the threads, or on the calling one when the pool is closed. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Lets the threads end, once they have run what was given. */
    void close() {
        threads.shutdown();
    }
}
