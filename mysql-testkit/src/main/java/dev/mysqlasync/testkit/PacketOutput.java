package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.PacketFramer;
import dev.mysqlasync.protocol.PayloadWriter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Frames, buffers and sends packets to the client. It can truncate a packet, or the whole output. */
final class PacketOutput {

    private static final int ENOUGH = 16 * 1024;
    private static final int HEADER = 4;
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final Outlet outlet;
    private final PayloadWriter writer = new PayloadWriter();
    private int sequence;
    private long bytesLeft = UNLIMITED;
    private Runnable whenReached = () -> {};

    PacketOutput(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Sets the sequence id of the next packet. */
    void sequence(int next) {
        sequence = next & 0xFF;
    }

    int sequence() {
        return sequence;
    }

    /** Adds a packet. If its payload cannot be written, nothing is added. */
    void send(Consumer<PayloadWriter> payload) {
        send(payload, false);
    }

    /** Adds a packet; if {@code halved}, without the second half of its payload. */
    void send(Consumer<PayloadWriter> payload, boolean halved) {
        int start = PacketFramer.begin(writer);
        try {
            payload.accept(writer);
        } catch (RuntimeException | Error e) {
            writer.truncate(start);
            throw e;
        }
        if (halved) {
            writer.truncate(start + HEADER + (writer.size() - start - HEADER) / 2);
        }
        sequence = PacketFramer.end(writer, start, sequence);
    }

    /** Adds bytes without a packet header. */
    void sendUnframed(byte[] bytes) {
        writer.writeBytes(bytes);
    }

    /** Limits the bytes still to be sent. When the limit is reached, runs {@code whenReached} once. */
    void limit(long bytes, Runnable whenReached) {
        flush();
        bytesLeft = bytes;
        this.whenReached = whenReached;
    }

    /** Removes the limit. */
    void unlimit() {
        bytesLeft = UNLIMITED;
    }

    /** Whether enough bytes are buffered to flush them. */
    boolean hasEnough() {
        return writer.size() >= ENOUGH;
    }

    /** Sends the buffered bytes. Returns whether the client accepts more now. */
    boolean flush() {
        int length = (int) Math.min(writer.size(), bytesLeft);
        if (length > 0) {
            outlet.write(ByteBuffer.wrap(writer.buffer(), 0, length));
        }
        boolean reached = bytesLeft != UNLIMITED && writer.size() >= bytesLeft;
        writer.clear();
        if (bytesLeft != UNLIMITED) {
            bytesLeft -= length;
        }
        if (reached) {
            bytesLeft = UNLIMITED;
            whenReached.run();
        }
        return !outlet.isFull();
    }
}
