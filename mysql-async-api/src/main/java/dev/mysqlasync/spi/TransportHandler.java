package dev.mysqlasync.spi;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of one connection. Callbacks are serial. They run on the connection's I/O thread, which also runs
 * the tasks of {@link TransportConnection#execute}. An exception from a callback closes the connection with it as the
 * cause.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface TransportHandler {

    /** The connection is open. Called at most once, before all other callbacks except {@link #closed}. */
    void connected(TransportConnection connection);

    /**
     * Bytes have arrived. The handler must consume all of them.
     *
     * @param bytes at least one byte. It is valid until this method returns, because the transport reuses the memory,
     *     which need not be backed by an array
     */
    void received(ByteBuffer bytes);

    /** All waiting bytes have been sent, after a write that could not send all of its bytes at once. */
    default void drained() {}

    /**
     * The connection is closed, or could not be opened. Called exactly once, as the last callback. An exception that it
     * throws goes to the thread's uncaught exception handler.
     *
     * @param cause {@code null} if the peer or the user closed the connection in an orderly way; a
     *     {@link java.util.concurrent.CancellationException} if the transport was closed
     */
    void closed(@Nullable Throwable cause);
}
