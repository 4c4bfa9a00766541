package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.PacketFramer;
import dev.mysqlasync.protocol.PayloadWriter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Packets on their way to the client: frames them, gathers them, and can be told to cut them short. */
final class PacketOutput {

    private static final int ENOUGH = 16 * 1024;
    private static final int HEADER = 4;
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final Outlet outlet;
    private final PayloadWriter writer = new PayloadWriter();
    private int sequence;
    private long bytesLeft = UNLIMITED;
    private Runnable whenNoneLeft = () -> {};

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

    /** Adds a packet; one whose payload cannot be written leaves no trace. */
    void send(Consumer<PayloadWriter> payload) {
        send(payload, false);
    }

    /** Adds a packet, on demand without the second half of its payload. */
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

    /** Adds bytes as they are. */
    void sendUnframed(byte[] bytes) {
        writer.writeBytes(bytes);
    }

    /** Sends at most so many bytes more, and then runs {@code whenNoneLeft}, once. */
    void limit(long bytes, Runnable whenNoneLeft) {
        flush();
        bytesLeft = bytes;
        this.whenNoneLeft = whenNoneLeft;
    }

    /** Lifts the limit. */
    void unlimit() {
        bytesLeft = UNLIMITED;
    }

    /** Whether so much has gathered that it should be flushed. */
    boolean hasEnough() {
        return writer.size() >= ENOUGH;
    }

    /** Sends what has gathered; true if the client takes more at once. */
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
            whenNoneLeft.run();
        }
        return !outlet.isFull();
    }
}
