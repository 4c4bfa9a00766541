package dev.mysqlasync.nio;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Tasks from any thread for the one that runs the loop. Wakes the loop only when it sleeps, so once for a burst of
 * tasks. When the loop has ended, whoever adds a task runs it.
 */
final class TaskQueue {

    private enum State {
        /** The loop looks at the queue before it sleeps. Exits: ASLEEP, ENDED. */
        AWAKE,
        /** The loop waits, or is about to. The thread that moves it to AWAKE wakes it. Exits: AWAKE, ENDED. */
        ASLEEP,
        /** There is no loop any more. No exit. */
        ENDED
    }

    /** Stands behind the tasks that are there when a turn begins. */
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
     * @param wake makes the loop's wait return
     * @param runner runs a task and deals with what it throws
     */
    TaskQueue(Runnable wake, Consumer<Runnable> runner) {
        this.wake = wake;
        this.runner = runner;
    }

    /** From any thread. */
    void add(Runnable task) {
        tasks.add(task);
        if (state.get() == State.ENDED) {
            runAfterEnd();
        } else {
            wakeLoop();
        }
    }

    /** From any thread: makes sure that the loop takes another turn. */
    void wakeLoop() {
        if (state.get() == State.ASLEEP && state.compareAndSet(State.ASLEEP, State.AWAKE)) {
            wake.run();
        }
    }

    /** The loop is about to wait. Tasks added before this call are seen by {@link #isEmpty}, those after it wake. */
    void fallAsleep() {
        state.set(State.ASLEEP);
    }

    /** The loop no longer waits. */
    void awake() {
        if (state.get() == State.ASLEEP) {
            state.set(State.AWAKE);
        }
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Runs tasks that wait, at most so many, and none that they add themselves; on the loop's thread. */
    void run(int most) {
        if (tasks.isEmpty()) {
            return;
        }
        Mark end = new Mark(); // it stays, and does nothing, where more tasks wait than may run
        tasks.add(end);
        for (int i = 0; i < most; i++) {
            Runnable task = tasks.remove();
            if (task == end) {
                return;
            }
            runner.accept(task);
        }
    }

    /** Runs what waits, and lets later tasks run on the threads that add them; the loop's thread's last call. */
    void end() {
        state.set(State.ENDED);
        runAfterEnd();
    }

    /** One thread at a time runs tasks; the others leave theirs to it. */
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
