package dev.mysqlasync.spi;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open connection. Every method may be called from any thread; once the connection is closed, the methods that
 * move bytes do nothing.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface TransportConnection {

    /**
     * Writes bytes after all those written before, those of one call together. What cannot leave at once is copied:
     * the buffers are the caller's again on return, with nothing remaining. Never blocks and never throws for what
     * happens on the network: a failed write ends the connection, with its cause, after the bytes that had arrived by
     * then were received.
     *
     * <p>The bytes are taken whatever their number: {@link #pendingBytes} and {@link TransportHandler#drained} let the
     * caller keep it within bounds.
     */
    void write(ByteBuffer... bytes);

    /** How many written bytes are still waiting to leave; zero once the connection is closed. */
    long pendingBytes();

    /**
     * Stops {@link TransportHandler#received} calls until {@link #resumeReading}; called from another thread than the
     * connection's, at most one more may follow. The end of the peer's bytes is reported after the bytes before it,
     * so not while paused.
     */
    void pauseReading();

    /** Lets {@link TransportHandler#received} calls come again. */
    void resumeReading();

    /**
     * Runs a task on the connection's I/O thread, after those given before and serially with the handler's callbacks:
     * never before this call returns when called on that thread. A task that throws closes the connection with the
     * exception as the cause.
     *
     * <p>No task is lost: it runs also after the connection has closed. Once the transport has closed and its threads
     * have ended, the calling thread runs it, or that of another such caller, serially all the same.
     */
    void execute(Runnable task);

    /**
     * Runs a task like {@link #execute}, not before {@code delay} has passed; tasks due at the same moment run in the
     * order they were scheduled. Closing the transport drops it, and so does a failure of the I/O thread, which closes
     * its connections.
     */
    Cancellable schedule(Duration delay, Runnable task);

    /** The address this connection reached: an {@link java.net.InetSocketAddress} or a unix domain socket's. */
    SocketAddress remoteAddress();

    /**
     * The address of this end, as the peer's machine sees it unless something in between translates or passes on: an
     * {@link java.net.InetSocketAddress} or, nameless, a unix domain socket's; {@code null} where it is not known. A connection whose
     * local address is not known counts as one through a proxy, which is not pipelined to.
     */
    default @Nullable SocketAddress localAddress() {
        return null;
    }

    /**
     * Further addresses of the name that was connected to: those that were not found to be out before this one answered, in the order in
     * which to try them. They are for who finds that nothing useful answers here. Empty where there are none, or
     * that is not known.
     */
    default List<Endpoint> alternatives() {
        return List.of();
    }

    /**
     * Closes after what was written has left, as far as the peer takes it without waiting; {@code closed(null)}
     * follows, and no bytes are received any more. Idempotent.
     */
    void close();

    /**
     * Drops the connection at once, with whatever was waiting to be written; {@code closed(null)} follows, and no bytes
     * are received any more. Idempotent.
     */
    void abort();
}
