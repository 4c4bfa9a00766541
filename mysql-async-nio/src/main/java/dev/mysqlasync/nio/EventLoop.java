package dev.mysqlasync.nio;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for its channels, timers and tasks and serves them in turns: ready channels, then due timers,
 * then queued tasks. Reads and tasks are limited per turn, so that none starves the others.
 *
 * <p>Any thread may call {@link #execute}, {@link #schedule}, {@link #stop} and {@link #isStalled}; all else runs on
 * the loop's thread.
 */
final class EventLoop {

    private static final int READ_BUFFER_BYTES = 64 * 1024;
    private static final int TASKS_PER_TURN = 1024;
    private static final Duration MAX_DELAY = Duration.ofDays(36_500);
    private static final long NOT_BUSY = 0;
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_FAILURES_OF_ENDING = 1000;
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final ByteBuffer readBuffer =
            ByteBuffer.allocateDirect(READ_BUFFER_BYTES); // may fail, so it comes before the selector
    private final Selector selector = Selector.open();
    private final TaskQueue tasks = new TaskQueue(selector::wakeup, this::guard);
    private final TimerHeap timers = new TimerHeap();
    private final Set<LoopMember> members = new LinkedHashSet<>();
    private final Consumer<EventLoop> ended;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long busySince = NOT_BUSY;
    private boolean ending;
    private @Nullable Throwable failure;

    /**
     * @param ended called on the loop's thread as its last action
     */
    EventLoop(Transport owner, String name, Consumer<EventLoop> ended) throws IOException {
        this.ended = ended;
        this.thread = IoThread.of(owner, this::run, name);
    }

    /** Starts the thread. Throws if the system cannot start another thread. */
    void start() throws IOException {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            IOException noThread = new IOException("cannot start an event loop's thread", e);
            Closing.close(selector, noThread);
            throw noThread;
        }
    }

    /** Runs a task on the loop, after earlier tasks; on the calling thread if the loop has ended. */
    void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs a task on the loop after a delay, unless the loop ends first. */
    Cancellable schedule(Duration delay, Runnable task) {
        return schedule((delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay).toNanos(), task);
    }

    /** As {@link #schedule(Duration, Runnable)}. */
    Cancellable schedule(long delayNanos, Runnable task) {
        TimerHeap.Entry timer = timers.add(System.nanoTime() + delayNanos, task);
        if (timer.isFirst()) {
            tasks.wakeLoop();
        }
        return timer;
    }

    /** Asks the loop to stop its members and end. Does not wait for it. */
    void stop() {
        stopping = true;
        timers.close();
        execute(() -> {});
    }

    /** Adds a member, which ends with the loop. Returns {@code false} if the loop has already stopped its members. */
    boolean join(LoopMember member) {
        return !ending && members.add(member);
    }

    /** The reason why the loop ends: the transport was closed, or the loop failed with an exception. */
    Throwable reason() {
        Throwable thrown = failure;
        if (thrown == null) {
            return new CancellationException("the transport was closed");
        }
        return thrown instanceof IOException ? thrown : new IOException("an event loop failed: " + thrown, thrown);
    }

    /**
     * Whether a task or callback has blocked the loop for over a second: new connections should use another. Called on
     * any thread.
     */
    boolean isStalled() {
        long since = busySince;
        return since != NOT_BUSY && System.nanoTime() - since > STALLED_NANOS;
    }

    void leave(LoopMember member) {
        members.remove(member);
    }

    SelectionKey register(SocketChannel channel, int interest, Selectable attachment) throws ClosedChannelException {
        return channel.register(selector, interest, attachment);
    }

    /** The buffer for reads, cleared. The caller may use it until it returns to the loop. */
    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    /** Runs code that must not end the loop. Passes an exception to the thread's uncaught exception handler. */
    void guard(Runnable code) {
        Guard.run(code);
    }

    /** Closes a channel. Passes an exception to the thread's uncaught exception handler. */
    void close(Closeable channel) {
        try {
            channel.close();
        } catch (Throwable e) {
            Guard.report(e);
        }
    }

    private void run() {
        try {
            while (!stopping) {
                turn();
            }
        } catch (Throwable e) { // even an Error: the connections are closed, and another loop takes over
            failure = e;
        } finally {
            end();
        }
    }

    private void turn() throws IOException {
        busySince = NOT_BUSY;
        Thread.interrupted(); // an interrupt from a callback would keep the selector from waiting
        tasks.fallAsleep();
        long delay = tasks.isEmpty() ? timers.nanosUntilNext(System.nanoTime()) : 0;
        if (delay <= 0) {
            selector.selectNow(this::dispatch);
        } else {
            selector.select(this::dispatch, Math.max(1, (delay - 1) / NANOS_PER_MILLI + 1));
        }
        awake();
        runDueTimers();
        tasks.run(TASKS_PER_TURN);
    }

    private void awake() {
        tasks.awake();
        if (busySince == NOT_BUSY) {
            busySince = System.nanoTime() | 1; // never NOT_BUSY
        }
    }

    private void dispatch(SelectionKey key) {
        awake();
        if (key.isValid()) { // the channel may have been closed earlier in this turn
            guard(() -> ((Selectable) key.attachment()).ready(key.readyOps()));
        }
    }

    private void runDueTimers() {
        long now = System.nanoTime();
        Runnable task = timers.pollDue(now);
        while (task != null) {
            guard(task);
            task = timers.pollDue(now);
        }
    }

    private void end() {
        try {
            ending = true;
            timers.close();
            endMembers();
        } finally {
            try {
                tasks.end();
            } finally {
                try {
                    close(selector);
                } finally {
                    ended.accept(this);
                }
            }
        }
    }

    /** Stops every member, even if some throw, such as for lack of memory: memory may become available again. */
    private void endMembers() {
        int failures = 0;
        while (!members.isEmpty() && failures < MAX_FAILURES_OF_ENDING) {
            try {
                LoopMember member = members.iterator().next();
                members.remove(member);
                member.loopStopped();
            } catch (Throwable e) {
                failures++;
                Guard.report(e);
            }
        }
    }
}
