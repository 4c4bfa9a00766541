package dev.mysqlasync.nio;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Threads for one kind of task that must not run on a loop. They start as needed and end after some idle seconds. Each
 * kind has its own pool, so that a blocked task delays no other kind. The queue is bounded by the number of
 * connections: each has at most a task or two under way.
 */
final class OffloadPool {

    private static final int IDLE_SECONDS = 5;

    private final String name;
    private final Consumer<Runnable> guard;
    private final AtomicInteger started = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    /**
     * @param name the threads' name, to which a number is added
     * @param most the maximum number of threads
     * @param guard runs a task and handles its exceptions
     */
    OffloadPool(String name, int most, Consumer<Runnable> guard) {
        this.name = name;
        this.guard = guard;
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::newThread,
                (task, closed) -> task.run());
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread newThread(Runnable body) {
        String numbered = name + "-" + started.incrementAndGet();
        return DetachedThreads.make(() -> new Thread(null, body, numbered, 0, false));
    }

    /** Runs a task on a thread of the pool; on the calling thread if the pool is closed or no thread can be started. */
    void run(Runnable task) {
        try {
            tryRun(task);
        } catch (RejectedExecutionException noThread) {
            guard.accept(task);
        }
    }

    /**
     * Runs a task on a thread of the pool; on the calling thread if the pool is closed.
     *
     * @throws RejectedExecutionException if no thread can be started
     */
    void tryRun(Runnable task) {
        try {
            threads.execute(() -> guard.accept(task));
        } catch (OutOfMemoryError e) {
            throw new RejectedExecutionException("cannot start a thread " + name, e);
        }
    }

    /** Ends the threads after they have run the tasks already queued. */
    void close() {
        threads.shutdown();
    }
}
