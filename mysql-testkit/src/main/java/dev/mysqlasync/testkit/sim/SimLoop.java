package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs everything that happens in memory, on the thread that calls {@link #runUntilIdle} or a method built on it, and
 * only while it does. Time stands still until the {@link #clock} is advanced.
 *
 * <p>Events and timers may be added from any thread; one thread at a time runs them. An exception thrown by an event
 * ends the run and reaches its caller; the events after it remain for the next run.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class SimLoop {

    private static final long MOST_EVENTS_PER_RUN = 100_000_000;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final EventOrder order;
    private final @Nullable SplittableRandom random;
    private final String description;
    private final VirtualClock clock = new VirtualClock(this);
    private @Nullable Thread runner;
    private boolean offloading;

    /** A loop that runs events in the order they were added. */
    public static SimLoop inOrder() {
        return new SimLoop(new FifoOrder(), null, "SimLoop in order");
    }

    /**
     * A loop that picks at random among the events that could happen now, and delivers bytes in pieces of random size.
     * What belongs together stays in order: the bytes of one direction, the tasks of one connection.
     *
     * @param seed the same seed repeats the same run
     */
    public static SimLoop shuffled(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new SimLoop(new ShuffledOrder(random), random, "SimLoop with seed " + seed);
    }

    private SimLoop(EventOrder order, @Nullable SplittableRandom random, String description) {
        this.order = order;
        this.random = random;
        this.description = description;
    }

    /** The loop's time. */
    public VirtualClock clock() {
        return clock;
    }

    /**
     * Runs events until there are none, without advancing the clock.
     *
     * @throws IllegalStateException from within an event, or when the events do not come to an end
     */
    public void runUntilIdle() {
        runUntilIdleOr(() -> false);
    }

    /**
     * Runs events until a condition holds, and advances the clock from timer to timer when there are none.
     *
     * @throws IllegalStateException from within an event, or when nothing is left that could make the condition true
     *     within an hour of virtual time
     */
    public void runUntil(BooleanSupplier condition) {
        long start = clock.elapsedNanos();
        while (!runUntilIdleOr(condition)) {
            if (!clock.jumpToNextTimer(start + LONGEST_WAIT.toNanos())) {
                throw new IllegalStateException("nothing left to wait for after "
                        + Duration.ofNanos(clock.elapsedNanos() - start) + " of virtual time, " + this);
            }
        }
    }

    /**
     * Runs events until a condition holds, and advances the clock from timer to timer when there are none, no further than so long.
     *
     * @return whether the condition holds
     */
    boolean runUntil(BooleanSupplier condition, Duration limit) {
        long end = clock.elapsedNanos() + limit.toNanos();
        while (!runUntilIdleOr(condition)) {
            if (!clock.jumpToNextTimer(end)) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** Whether some thread is running this loop's events. */
    boolean isBeingRun() {
        lock.lock();
        try {
            return runner != null;
        } finally {
            lock.unlock();
        }
    }

    /** Runs until a stage has completed, as {@link #runUntil}, and returns its result or throws as {@code join}. */
    public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        runUntil(future::isDone);
        return future.join();
    }

    /** Adds an event that has no order with others. */
    public void execute(Runnable event) {
        post(new SimLane(), event);
    }

    /** Adds an event that happens when the clock has been advanced by {@code delay}. */
    public Cancellable schedule(Duration delay, Runnable event) {
        return clock.schedule(delay, new SimLane(), event);
    }

    /** Whether the calling thread is running this loop's events. */
    public boolean isRunning() {
        lock.lock();
        try {
            return runner == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    void post(SimLane lane, Runnable event) {
        lock.lock();
        try {
            order.add(lane, event);
        } finally {
            lock.unlock();
        }
    }

    /** Adds an event that is not part of the I/O, though it happens on the same thread. */
    void offload(Runnable task) {
        execute(() -> {
            offloading = true;
            try {
                task.run();
            } finally {
                offloading = false;
            }
        });
    }

    boolean isServingIo() {
        return isRunning() && !offloading;
    }

    /** How many of the bytes at hand arrive together. */
    int pieceOf(int available) {
        if (random == null) {
            return available;
        }
        lock.lock();
        try {
            // every other piece is small, as the boundaries inside a packet's header are the interesting ones
            int most = random.nextBoolean() ? available : Math.min(available, 16);
            return random.nextInt(1, most + 1);
        } finally {
            lock.unlock();
        }
    }

    private boolean runUntilIdleOr(BooleanSupplier condition) {
        enter();
        try {
            for (long count = 0; count < MOST_EVENTS_PER_RUN; count++) {
                if (condition.getAsBoolean()) {
                    return true;
                }
                Runnable event = poll();
                if (event == null) {
                    return false;
                }
                event.run();
            }
        } finally {
            leave();
        }
        throw new IllegalStateException("still busy after " + MOST_EVENTS_PER_RUN + " events, " + this);
    }

    private @Nullable Runnable poll() {
        lock.lock();
        try {
            return order.poll();
        } finally {
            lock.unlock();
        }
    }

    private void enter() {
        lock.lock();
        try {
            if (runner != null) {
                throw new IllegalStateException("the loop is already being run by " + runner);
            }
            runner = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            runner = null;
        } finally {
            lock.unlock();
        }
    }

    /** Says how to repeat the run. */
    @Override
    public String toString() {
        return description;
    }
}
