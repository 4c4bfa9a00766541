package dev.mysqlasync.spi;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** One open connection. Every method may be called from any thread, and does nothing once the connection is closed. */
public interface TransportConnection {

    /**
     * Writes bytes after all those written before. What cannot leave at once is copied: the buffers are the caller's
     * again on return, with nothing remaining.
     */
    void write(ByteBuffer... bytes);

    /** How many written bytes are still waiting to leave. */
    long pendingBytes();

    /** Stops {@link TransportHandler#received} calls until {@link #resumeReading}; at most one more may follow. */
    void pauseReading();

    void resumeReading();

    /** Runs a task on the connection's I/O thread, serially with the handler's callbacks, also after the close. */
    void execute(Runnable task);

    /** Runs a task like {@link #execute}, not before {@code delay} has passed. */
    Cancellable schedule(Duration delay, Runnable task);

    /** The address this connection reached: an {@link java.net.InetSocketAddress} or a unix domain socket's. */
    SocketAddress remoteAddress();

    /**
     * Closes after what was written has left, as far as the peer takes it without waiting; {@code closed(null)}
     * follows. Idempotent.
     */
    void close();

    /** Drops the connection at once, with whatever was waiting to be written; {@code closed(null)} follows. */
    void abort();
}
