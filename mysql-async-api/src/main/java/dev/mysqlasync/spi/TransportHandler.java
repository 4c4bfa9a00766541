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
     * Bytes have arrived; the handler takes all of them.
     *
     * @param bytes valid until return
     */
    void received(ByteBuffer bytes);

    /** All that was waiting to be written has left, after a moment in which not everything could. */
    default void drained() {}

    /**
     * The connection is gone, or was never made. Exactly once, and the last call.
     *
     * @param cause {@code null} after the peer's or the user's orderly close
     */
    void closed(@Nullable Throwable cause);
}
