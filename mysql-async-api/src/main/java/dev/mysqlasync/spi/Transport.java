package dev.mysqlasync.spi;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens connections; owns their I/O threads and the clock. Thread-safe. */
public interface Transport extends AutoCloseable {

    /**
     * Opens a connection. It resolves the host name, tries the addresses one by one until one accepts, and reports to
     * {@code handler}.
     *
     * <p>It never blocks and throws no exception for network errors. A failure is reported to
     * {@link TransportHandler#closed} as
     * <ul>
     *   <li>{@link java.net.UnknownHostException} if the host name has no address,
     *   <li>{@link java.net.ConnectException} if all addresses failed; the message names the endpoint and the
     *       addresses,
     *   <li>{@link java.net.SocketTimeoutException} if the deadline passed; the message names the step that was under
     *       way,
     *   <li>{@link java.util.concurrent.CancellationException} if the attempt was cancelled, or the transport is
     *       closed.
     * </ul>
     *
     * <p>Failures are reported on the connection's I/O thread, with two exceptions. A passed deadline is reported on
     * another thread of the transport, so that a blocked I/O thread does not delay it. If the transport is closed or
     * lacks resources, the failure is reported on the calling thread, before this method returns.
     *
     * @param endpoint the server's address
     * @param deadline the limit for name resolution and all attempts together, on this transport's clock
     * @param handler receives the connection's events
     * @return cancels the attempt: {@link TransportHandler#closed} then receives a
     *     {@link java.util.concurrent.CancellationException}, unless the attempt has already ended
     */
    Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler);

    /** A monotonic clock in nanoseconds with an arbitrary origin. Every {@link Deadline} for this transport uses it. */
    long nanoTime();

    /**
     * Runs a short task after {@code delay}, for work that belongs to no single connection. Connections and other kinds
     * of tasks do not delay it, so it must not run user code. Tasks may run concurrently. The task never runs before
     * this call returns. Closing the transport drops it. The task must handle its own failures: an exception is logged,
     * or goes to the thread's uncaught exception handler. A transport should run a task again a little later if it
     * throws {@link OutOfMemoryError}, because other code waits for its effect.
     *
     * @throws java.io.UncheckedIOException if no thread can be started for it
     */
    Cancellable schedule(Duration delay, Runnable task);

    /**
     * Runs a long computation on a thread that serves no connection. The task must end by itself, and must not run user
     * code that may block. After {@link #close}, or if no thread can be started, it runs on the calling thread. The
     * task must handle its own failures: an exception goes to the thread's uncaught exception handler.
     */
    void offload(Runnable task);

    /**
     * As {@link #offload}, for user code that may block for any time, such as reading a stream. It uses no thread that
     * {@link #offload} needs.
     *
     * @throws java.util.concurrent.RejectedExecutionException if no thread can be started for it
     */
    default void offloadBlocking(Runnable task) {
        offload(task);
    }

    /**
     * As {@link #offload}, for completing user futures when no I/O thread is at hand. Their dependent actions may
     * block, although they must not; so it uses no thread that the other methods need.
     */
    default void offloadCallback(Runnable task) {
        offload(task);
    }

    /**
     * Waits for a future, for at most {@code limit} of this transport's time. Must not be called on an I/O thread.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws ExecutionException if the future failed
     * @throws TimeoutException if the time has passed
     */
    default void await(Future<?> future, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether the calling thread is an I/O thread. Such a thread must never wait for a connection. */
    boolean isIoThread();

    /**
     * Closes the transport. Every connection is closed as by {@link TransportConnection#close}, but with a
     * {@link java.util.concurrent.CancellationException} as the cause. Pending attempts are cancelled, scheduled tasks
     * are dropped, and the threads end. May be called from any thread, including I/O threads, and returns without
     * waiting. Calling it again has no effect.
     */
    @Override
    void close();
}
