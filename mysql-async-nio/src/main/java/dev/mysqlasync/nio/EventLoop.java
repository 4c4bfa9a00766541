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
 * A thread that waits for its channels, timers and tasks, and serves them in turns: what is ready, then what is due,
 * then what was given. Each has its limit per turn, so that none starves the others.
 *
 * <p>{@link #execute}, {@link #schedule} and {@link #stop} may be called from any thread, the rest on the loop's own.
 */
final class EventLoop {

    private static final int READ_BUFFER_BYTES = 64 * 1024;
    private static final int TASKS_PER_TURN = 1024;
    private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);
    private static final long NOT_BUSY = 0;
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_FAILURES_OF_ENDING = 1000;
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final ByteBuffer readBuffer =
            ByteBuffer.allocateDirect(READ_BUFFER_BYTES); // may fail: before what is to close
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

    /** @param ended is told on the loop's thread, as the last thing it does */
    EventLoop(Transport owner, String name, Consumer<EventLoop> ended) throws IOException {
        this.ended = ended;
        this.thread = IoThread.of(owner, this::run, name);
    }

    /** Starts the thread, or throws where the system has no room for another. */
    void start() throws IOException {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            IOException noThread = new IOException("cannot start an event loop's thread", e);
            Closing.close(selector, noThread);
            throw noThread;
        }
    }

    /** Runs a task on the loop, after those given before; after the loop's end on the calling thread. */
    void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs a task on the loop after a delay, unless the loop ends first. */
    Cancellable schedule(Duration delay, Runnable task) {
        return schedule((delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay).toNanos(), task);
    }

    /** As {@link #schedule(Duration, Runnable)}. */
    Cancellable schedule(long delayNanos, Runnable task) {
        TimerHeap.Entry timer = timers.add(System.nanoTime() + delayNanos, task);
        if (timer.isFirst()) {
            tasks.wakeLoop();
        }
        return timer;
    }

    /** Lets the loop close its members and end. Does not wait for it. */
    void stop() {
        stopping = true;
        timers.close();
        execute(() -> {});
    }

    /** Binds a member's life to the loop's; {@code false} when the loop has closed its members. */
    boolean join(LoopMember member) {
        return !ending && members.add(member);
    }

    /** What ends the loop's members: the transport's close, or what was thrown that the loop cannot go on after. */
    Throwable reason() {
        Throwable thrown = failure;
        if (thrown == null) {
            return new CancellationException("the transport was closed");
        }
        return thrown instanceof IOException ? thrown : new IOException("an event loop failed: " + thrown, thrown);
    }

    /** Whether a task or a callback has kept the loop for so long that others should not be given to it. From any thread. */
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

    /** The memory that a read may fill until the reader has returned to the loop. */
    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    /** Runs what must not end the loop: an exception goes to the thread's uncaught exception handler. */
    void guard(Runnable code) {
        Guard.run(code);
    }

    /** Closes a channel that nobody waits for any more. */
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
        } catch (
                Throwable e) { // also one of the loop's own: its connections are told, and another loop takes its place
            failure = e;
        } finally {
            end();
        }
    }

    private void turn() throws IOException {
        busySince = NOT_BUSY;
        Thread.interrupted(); // left behind by a callback, it would keep the selector from waiting
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
            busySince = System.nanoTime() | 1; // which differs from NOT_BUSY
        }
    }

    private void dispatch(SelectionKey key) {
        awake();
        if (key.isValid()) { // what ran before in this turn may have closed it
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

    /** Nobody is left out though something throws here, as it will where there is no memory: that may be there again. */
    private void endMembers() {
        int failures = 0;
        while (!members.isEmpty() && failures < MOST_FAILURES_OF_ENDING) {
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
