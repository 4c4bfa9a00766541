package dev.mysqlasync.nio;

import dev.mysqlasync.spi.TransportHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a channel and passes the bytes to a handler. Any thread may call {@link #pause} and {@link #resume}; all
 * else runs on the loop.
 */
final class ReadSide {

    /** How often one connection may fill the loop's buffer before it is another's turn. */
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
     * Reads until the socket is empty, the turn is over, or reading is paused. After a failed write, the turn does not
     * end before the socket is empty: what is left is bounded by the kernel's buffer.
     *
     * @param open whether bytes may still be received
     * @return the end of the stream; {@code null} if there may be more bytes
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

    /** Records that writing failed: the stream ends with this cause when the socket is empty. */
    void endWith(Throwable cause) {
        if (writeFailure == null) {
            writeFailure = cause;
        }
    }

    void pause() {
        paused = true;
    }

    /** Ends the pause. Returns whether the loop must call {@link #continueReading}. */
    boolean resume() {
        paused = false;
        return interestDropped;
    }

    /** Registers interest in reading again. Returns whether to read at once, without waiting for readiness. */
    boolean continueReading() {
        if (paused || !interestDropped) {
            return false;
        }
        interestDropped = false;
        key.interestOpsOr(SelectionKey.OP_READ);
        return writeFailure != null;
    }

    /**
     * Drops the interest before it checks the pause again: a concurrent {@link #resume} that missed the drop is noticed
     * here.
     */
    private void dropInterest() {
        interestDropped = true;
        key.interestOpsAnd(~SelectionKey.OP_READ);
        if (!paused) {
            continueReading();
        }
    }

    /**
     * The end of the stream.
     *
     * @param cause {@code null} if the peer closed the connection in order
     */
    record End(@Nullable Throwable cause) {}
}
