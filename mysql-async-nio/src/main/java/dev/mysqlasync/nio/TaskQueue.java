package dev.mysqlasync.nio;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Tasks that any thread passes to the loop's thread. A task wakes the loop only if it sleeps, so a burst wakes it once.
 * After the loop has ended, a task runs on the thread that adds it.
 */
final class TaskQueue {

    private enum State {
        /** The loop checks the queue before it sleeps. Exits: ASLEEP, ENDED. */
        AWAKE,
        /** The loop sleeps or is about to. The thread that changes the state to AWAKE wakes it. Exits: AWAKE, ENDED. */
        ASLEEP,
        /** The loop has ended. No exit. */
        ENDED
    }

    /** Marks the end of the tasks that were queued when a turn began. */
    private static final class Mark implements Runnable {
        @Override
        public void run() {}
    }

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.AWAKE);
    private final AtomicInteger arrivedAfterEnd = new AtomicInteger();
    private final Runnable wake;
    private final Consumer<Runnable> runner;

    /**
     * @param wake wakes the loop
     * @param runner runs a task and handles its exceptions
     */
    TaskQueue(Runnable wake, Consumer<Runnable> runner) {
        this.wake = wake;
        this.runner = runner;
    }

    /** Adds a task. Called on any thread. */
    void add(Runnable task) {
        tasks.add(task);
        if (state.get() == State.ENDED) {
            runAfterEnd();
        } else {
            wakeLoop();
        }
    }

    /** Makes sure that the loop takes another turn. Called on any thread. */
    void wakeLoop() {
        if (state.get() == State.ASLEEP && state.compareAndSet(State.ASLEEP, State.AWAKE)) {
            wake.run();
        }
    }

    /**
     * The loop is about to sleep. {@link #isEmpty} sees tasks added before this call; tasks added after it wake the
     * loop.
     */
    void fallAsleep() {
        state.set(State.ASLEEP);
    }

    /** The loop no longer sleeps. */
    void awake() {
        if (state.get() == State.ASLEEP) {
            state.set(State.AWAKE);
        }
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Runs queued tasks, at most {@code most}, and none that they add themselves. Called on the loop's thread. */
    void run(int most) {
        if (tasks.isEmpty()) {
            return;
        }
        Mark end = new Mark(); // if the limit is reached first, it stays in the queue and does nothing
        tasks.add(end);
        for (int i = 0; i < most; i++) {
            Runnable task = tasks.remove();
            if (task == end) {
                return;
            }
            runner.accept(task);
        }
    }

    /** Runs all queued tasks. Later tasks run on the threads that add them. The last call of the loop's thread. */
    void end() {
        state.set(State.ENDED);
        runAfterEnd();
    }

    /** Only one thread at a time runs tasks; other threads leave theirs to it. */
    private void runAfterEnd() {
        if (arrivedAfterEnd.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            run(Integer.MAX_VALUE);
            seen = arrivedAfterEnd.addAndGet(-seen);
        } while (seen > 0);
    }
}
