package dev.mysqlasync.spi;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A source of connections, with its I/O threads and its clock. Thread-safe. */
public interface Transport extends AutoCloseable {

    /**
     * Opens a connection: resolves the name, tries each of its addresses until one answers, and reports to
     * {@code handler}.
     *
     * <p>Never blocks and never throws for what happens on the network. A failure reaches
     * {@link TransportHandler#closed} as
     * <ul>
     *   <li>{@link java.net.UnknownHostException} when the name has no address,
     *   <li>{@link java.net.ConnectException}, naming the endpoint and the addresses tried, when none let us in,
     *   <li>{@link java.net.SocketTimeoutException}, naming what was under way, when the deadline passed,
     *   <li>{@link java.util.concurrent.CancellationException} when the attempt was given up, or the transport is or
     *       was closed.
     * </ul>
     *
     * <p>That is on the connection's I/O thread. Only a deadline that passes is told on another thread of the transport's,
     * so that nothing that blocks the I/O thread holds it up; and a transport that is closed, or lacks the resources to
     * begin, tells the handler on the calling thread, before this method returns.
     *
     * @param deadline bounds resolution and all attempts together, on this transport's clock
     * @return gives the attempt up: {@link TransportHandler#closed} follows with a
     *     {@link java.util.concurrent.CancellationException} unless the attempt has already ended
     */
    Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler);

    /** A monotonic clock in nanoseconds, with an arbitrary origin; the time of every {@link Deadline} used here. */
    long nanoTime();

    /**
     * Runs a short task not before {@code delay} has passed; for what concerns no single connection. No connection and no
     * other kind of task can hold it up, so it runs no user's code. Tasks may run at the same time as others. Never runs
     * it before this call returns; closing the transport drops it. The task handles its own failures: what it throws is
     * logged, or goes to the thread's uncaught exception handler. A transport should run a task again a little later that
     * throws {@link OutOfMemoryError}: somebody waits for what the task does.
     *
     * @throws java.io.UncheckedIOException if the system has no thread for it
     */
    Cancellable schedule(Duration delay, Runnable task);

    /**
     * Runs a task that computes for long, on a thread that serves no connection. It ends by itself, and runs no user's
     * code that may block. After {@link #close}, and where the system has no thread for it, it runs on the calling
     * thread. The task handles its own failures: what it throws goes to the thread's uncaught exception handler.
     */
    void offload(Runnable task);

    /**
     * As {@link #offload}, for users' code that may block for as long as it likes, such as the reading of a stream: it
     * takes no thread from what {@link #offload} is for.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the system has no thread for it
     */
    default void offloadBlocking(Runnable task) {
        offload(task);
    }

    /**
     * As {@link #offload}, for what completes users' futures and calls their listeners where no thread that serves
     * connections is at hand: one that blocks, though it must not, takes no thread from what the others are for.
     */
    default void offloadCallback(Runnable task) {
        offload(task);
    }

    /**
     * Waits for a future, no longer than so much of this transport's time; not on a thread that serves connections.
     *
     * @throws TimeoutException when the time is over
     */
    default void await(Future<?> future, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether the calling thread is one that serves connections, and so must never wait for one. */
    boolean isIoThread();

    /**
     * Closes every connection as by {@link TransportConnection#close}, but with a
     * {@link java.util.concurrent.CancellationException} as the cause, gives every pending attempt up, drops what was
     * scheduled, and ends the threads. Idempotent; from any thread, I/O threads included; returns without waiting.
     */
    @Override
    void close();
}
