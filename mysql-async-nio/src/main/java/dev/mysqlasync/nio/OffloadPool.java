package dev.mysqlasync.nio;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Threads for one kind of task that must not run on a loop: started as needed, gone after some idle seconds. Kinds have pools of
 * their own, so that what blocks one holds no other up. What waits for a thread is bounded by the number of connections, as each
 * has at most a task or two under way.
 */
final class OffloadPool {

    private static final int IDLE_SECONDS = 5;

    private final String name;
    private final Consumer<Runnable> guard;
    private final AtomicInteger started = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    /**
     * @param name of the threads, which have numbers behind it
     * @param most how many threads there are at once
     * @param guard runs a task and deals with what it throws
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

    /** Runs a task on one of the threads, or on the calling one when the pool is closed or no thread can be started. */
    void run(Runnable task) {
        try {
            tryRun(task);
        } catch (RejectedExecutionException noThread) {
            guard.accept(task);
        }
    }

    /**
     * Runs a task on one of the threads, or on the calling one when the pool is closed.
     *
     * @throws RejectedExecutionException when no thread can be started
     */
    void tryRun(Runnable task) {
        try {
            threads.execute(() -> guard.accept(task));
        } catch (OutOfMemoryError e) {
            throw new RejectedExecutionException("no thread " + name + " can be started", e);
        }
    }

    /** Lets the threads end, once they have run what was given. */
    void close() {
        threads.shutdown();
    }
}
