package dev.mysqlasync.nio;

import dev.mysqlasync.spi.TransportHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads from a channel for a handler that may pause. {@link #pause} and {@link #resume} from any thread. */
final class ReadSide {

    /** How often one connection may fill the loop's buffer before the others have their turn. */
    private static final int READS_PER_TURN = 16;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final TransportHandler handler;
    private @Nullable Throwable writeFailure;
    private volatile boolean paused;
    private volatile boolean interestDropped;

    ReadSide(SocketChannel channel, SelectionKey key, TransportHandler handler) {
        this.channel = channel;
        this.key = key;
        this.handler = handler;
    }

    /**
     * Reads until the socket is empty, the turn is over, or reading is paused. After a failed write there is no other
     * turn: what is left is bounded by the kernel's buffer.
     *
     * @param open whether bytes may still be received
     * @return the end of the stream, {@code null} when there may be more
     */
    @Nullable
    End read(EventLoop loop, BooleanSupplier open) throws IOException {
        for (int i = 0; (i < READS_PER_TURN || writeFailure != null) && open.getAsBoolean(); i++) {
            if (paused) {
                dropInterest();
                return null;
            }
            ByteBuffer buffer = loop.readBuffer();
            int count = readInto(buffer);
            if (count < 0 || count == 0 && writeFailure != null) {
                return new End(writeFailure);
            }
            if (count > 0) {
                handler.received(buffer.flip());
            }
            if (count < buffer.capacity() && writeFailure == null) {
                return null;
            }
        }
        return null;
    }

    private int readInto(ByteBuffer buffer) throws IOException {
        try {
            return channel.read(buffer);
        } catch (IOException e) {
            if (writeFailure == null) {
                throw e;
            }
            writeFailure.addSuppressed(e);
            return -1;
        }
    }

    /** The write side is gone: the stream ends with this cause as soon as the socket is empty. */
    void endWith(Throwable cause) {
        if (writeFailure == null) {
            writeFailure = cause;
        }
    }

    void pause() {
        paused = true;
    }

    /** Whether the loop is to call {@link #continueReading}. */
    boolean resume() {
        paused = false;
        return interestDropped;
    }

    /** Asks for bytes again; whether to read without waiting for any. */
    boolean continueReading() {
        if (paused || !interestDropped) {
            return false;
        }
        interestDropped = false;
        key.interestOpsOr(SelectionKey.OP_READ);
        return writeFailure != null;
    }

    /** The order matters: a resume that does not see the drop is seen here. */
    private void dropInterest() {
        interestDropped = true;
        key.interestOpsAnd(~SelectionKey.OP_READ);
        if (!paused) {
            continueReading();
        }
    }

    /**
     * The end of the bytes.
     *
     * @param cause {@code null} when the peer ended them in order
     */
    record End(@Nullable Throwable cause) {}
}
