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
 * Runs the events of in-memory networks on the thread that calls {@link #runUntilIdle} or a method built on it, and
 * only while that call lasts. Time stands still until the {@link #clock} is advanced.
 *
 * <p>Any thread may add events and timers; only one thread at a time may run them. An exception from an event ends the
 * run and is thrown to its caller. The events after it remain for the next run.
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class SimLoop {

    private static final long MAX_EVENTS_PER_RUN = 100_000_000;
    private static final Duration MAX_WAIT = Duration.ofHours(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final EventOrder order;
    private final @Nullable SplittableRandom random;
    private final String description;
    private final VirtualClock clock = new VirtualClock(this);
    private @Nullable Thread runner;
    private boolean offloading;

    /** Creates a loop that runs events in the order in which they were added. */
    public static SimLoop inOrder() {
        return new SimLoop(new FifoOrder(), null, "SimLoop in order");
    }

    /**
     * Creates a loop that picks events at random and delivers bytes in pieces of random size. The bytes of one
     * direction stay in order, as do the tasks of one connection.
     *
     * @param seed the seed; equal seeds repeat the run
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

    /** The loop's clock. */
    public VirtualClock clock() {
        return clock;
    }

    /**
     * Runs events until there are none, without advancing the clock.
     *
     * @throws IllegalStateException if called from within an event, if another thread runs the loop, or after 100
     *     million events
     */
    public void runUntilIdle() {
        runUntilIdleOr(() -> false);
    }

    /**
     * Runs events until a condition holds. Whenever there are none, advances the clock to the next timer.
     *
     * @throws IllegalStateException if called from within an event, if another thread runs the loop, or if the
     *     condition is not true within an hour of virtual time
     */
    public void runUntil(BooleanSupplier condition) {
        long start = clock.elapsedNanos();
        while (!runUntilIdleOr(condition)) {
            if (!clock.jumpToNextTimer(start + MAX_WAIT.toNanos())) {
                throw new IllegalStateException("no event or timer is left after "
                        + Duration.ofNanos(clock.elapsedNanos() - start) + " of virtual time, " + this);
            }
        }
    }

    /**
     * Runs events until a condition holds. Whenever there are none, advances the clock to the next timer, up to the
     * limit.
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

    /** Whether a thread is running this loop. */
    boolean isBeingRun() {
        lock.lock();
        try {
            return runner != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs the loop until the stage has completed, like {@link #runUntil}. Returns or throws like
     * {@link CompletableFuture#join}.
     */
    public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        runUntil(future::isDone);
        return future.join();
    }

    /** Adds an event that is not ordered with others. */
    public void execute(Runnable event) {
        post(new SimLane(), event);
    }

    /** Adds an event that runs when the clock has advanced by {@code delay}. */
    public Cancellable schedule(Duration delay, Runnable event) {
        return clock.schedule(delay, new SimLane(), event);
    }

    /** Whether the calling thread is running this loop. */
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

    /** Adds an event that does not count as I/O, although it runs on the same thread. */
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

    /** How many of the available bytes to deliver at once. */
    int pieceOf(int available) {
        if (random == null) {
            return available;
        }
        lock.lock();
        try {
            // half of the pieces are small, to split packets within their headers
            int most = random.nextBoolean() ? available : Math.min(available, 16);
            return random.nextInt(1, most + 1);
        } finally {
            lock.unlock();
        }
    }

    private boolean runUntilIdleOr(BooleanSupplier condition) {
        enter();
        try {
            for (long count = 0; count < MAX_EVENTS_PER_RUN; count++) {
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
        throw new IllegalStateException("events still remain after " + MAX_EVENTS_PER_RUN + ", " + this);
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
                throw new IllegalStateException("the loop is already running on " + runner);
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

    /** Names the seed, which repeats the run. */
    @Override
    public String toString() {
        return description;
    }
}
