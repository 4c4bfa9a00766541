package dev.mysqlasync.spi;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open connection. Every method may be called from any thread. After the connection is closed, the methods that move
 * bytes have no effect.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface TransportConnection {

    /**
     * Writes bytes after all earlier ones; the bytes of one call stay together. Bytes that cannot be sent at once are
     * copied. On return, the buffers belong to the caller again and have no bytes remaining. It never blocks and throws
     * no exception for network errors. A failed write closes the connection with its error as the cause, after the
     * bytes that had arrived were delivered.
     *
     * <p>It accepts any number of bytes. The caller can limit them with {@link #pendingBytes} and
     * {@link TransportHandler#drained}.
     */
    void write(ByteBuffer... bytes);

    /** The number of written bytes that wait to be sent; zero after the connection is closed. */
    long pendingBytes();

    /**
     * Stops calls of {@link TransportHandler#received} until {@link #resumeReading}. If called from another thread than
     * the connection's I/O thread, at most one more call may follow. The end of the peer's bytes is reported after the
     * bytes before it, so not while reading is paused.
     */
    void pauseReading();

    /** Resumes calls of {@link TransportHandler#received}. */
    void resumeReading();

    /**
     * Runs a task on the connection's I/O thread, after earlier tasks and serially with the handler's callbacks. It
     * never runs before this call returns if the caller is that thread. A task that throws closes the connection with
     * the exception as the cause.
     *
     * <p>No task is lost: tasks also run after the connection is closed. After the transport is closed and its threads
     * have ended, a calling thread runs the task, still serially. It can be the thread of another such caller.
     */
    void execute(Runnable task);

    /**
     * Runs a task as {@link #execute} does, after {@code delay}. Tasks for the same point in time run in the order in
     * which they were scheduled. Closing the transport drops the task, and so does a failure of the I/O thread, which
     * closes its connections.
     */
    Cancellable schedule(Duration delay, Runnable task);

    /** The remote address: an {@link java.net.InetSocketAddress}, or a unix domain socket address. */
    SocketAddress remoteAddress();

    /**
     * The local address, as the peer's machine sees it unless a proxy or address translation is in between. It is an
     * {@link java.net.InetSocketAddress}, or an unnamed unix domain socket address; {@code null} if it is unknown. The
     * driver treats a connection with an unknown local address as one through a proxy, and does not pipeline on it.
     */
    default @Nullable SocketAddress localAddress() {
        return null;
    }

    /**
     * Further addresses of the host name, in the order in which to try them. They exclude addresses that failed before
     * this one accepted. The driver uses them if this address accepts connections but provides no usable server. Empty
     * if there are none, or they are unknown.
     */
    default List<Endpoint> alternatives() {
        return List.of();
    }

    /**
     * Closes the connection after the written bytes are sent, as far as the peer accepts them without waiting.
     * {@code closed(null)} follows, and no more bytes are received. Calling it again has no effect.
     */
    void close();

    /**
     * Closes the connection at once and drops bytes that wait to be sent. {@code closed(null)} follows, and no more
     * bytes are received. Calling it again has no effect.
     */
    void abort();
}
