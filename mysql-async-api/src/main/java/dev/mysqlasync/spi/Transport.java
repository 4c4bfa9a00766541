package dev.mysqlasync.spi;

/** A source of connections, with its I/O threads and its clock. Thread-safe. */
public interface Transport extends AutoCloseable {

    /**
     * Opens a connection: resolves the name, tries each of its addresses in turn, and reports to {@code handler}.
     *
     * <p>Never blocks and never throws for what happens on the network: a failure, a passed deadline or a closed
     * transport reaches {@link TransportHandler#closed} with its cause.
     *
     * @param deadline bounds resolution and all attempts together, on this transport's clock
     * @return gives the attempt up: {@link TransportHandler#closed} follows with a
     *     {@link java.util.concurrent.CancellationException} unless the attempt has already ended
     */
    Cancellable connect(Endpoint endpoint, Deadline deadline, TransportHandler handler);

    /** A monotonic clock in nanoseconds, with an arbitrary origin; the time of every {@link Deadline} used here. */
    long nanoTime();

    /** Runs a task that may block or compute for long, on a thread that serves no connection. */
    void offload(Runnable task);

    /** Whether the calling thread is one that serves connections, and so must never wait for one. */
    boolean isIoThread();

    /** Closes every connection and ends the threads. Idempotent; returns without waiting for peers. */
    @Override
    void close();
}
