package dev.mysqlasync.spi;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What happens on one connection. Called serially, on the connection's I/O thread, the one that also runs
 * {@link TransportConnection#execute}. An exception thrown from a callback closes the connection with it as the cause.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface TransportHandler {

    /** The connection is open. At most once, before anything but {@link #closed}. */
    void connected(TransportConnection connection);

    /**
     * Bytes have arrived, at least one; the handler takes all of them.
     *
     * @param bytes valid until return: the transport reuses the memory, which need not be an array's
     */
    void received(ByteBuffer bytes);

    /** All that was waiting to be written has left, after a moment in which not everything could. */
    default void drained() {}

    /**
     * The connection is gone, or was never made. Exactly once, and the last call. What it throws goes to the thread's
     * uncaught exception handler.
     *
     * @param cause {@code null} after the peer's or the user's orderly close of the connection; a
     *     {@link java.util.concurrent.CancellationException} when the transport was closed
     */
    void closed(@Nullable Throwable cause);
}
