package dev.mysqlasync.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Packets that are to be sent, in order. Those of usual length are encoded as they are added, one behind the other, and are given out
 * together. One that is longer than {@value #LONG} bytes is given out in pieces of {@value #PIECE}, and its long texts are encoded
 * as they are: so no step takes long, and nothing is held twice. What was added is complete all the same: its length is known, and
 * it can be encoded. Not thread-safe.
 */
public final class PacketQueue {

    private static final int LONG = 1 << 20;
    private static final int PIECE = 256 * 1024;
    private static final byte[] NOTHING = {};

    /** A packet that is given out in pieces, with the packets that go before it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    private record Waiting(byte[] before, LongPacket packet, long size) {}

    private final PayloadWriter whole = PayloadWriter.ofLongValues(); // behind those that wait
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private byte[] piece = NOTHING;
    private int pieceEnd; // 0: the next one is not made yet
    private long waitingSize;

    public PacketQueue() {}

    /**
     * Adds a packet, or when that fails nothing.
     *
     * @param sequence the id of its first frame
     * @param limit the longest payload
     * @return the sequence id after its last frame
     * @throws PacketTooLargeException when the payload is longer than the limit
     */
    public int add(Consumer<PayloadWriter> payload, int sequence, long limit) {
        int start = PacketFramer.begin(whole);
        boolean complete = false;
        try {
            payload.accept(whole);
            long length = whole.length() - start - PacketFramer.HEADER;
            if (length > limit) {
                throw new PacketTooLargeException(length, limit);
            }
            int next =
                    whole.hasLongValues() ? addLong(start, sequence, length) : PacketFramer.end(whole, start, sequence);
            complete = true;
            return next;
        } finally {
            if (!complete) {
                whole.truncate(start);
            }
        }
    }

    private int addLong(int start, int sequence, long length) {
        byte[] written = Arrays.copyOfRange(whole.buffer(), start + PacketFramer.HEADER, whole.size());
        LongPacket packet =
                new LongPacket(written, whole.longValuesFrom(start + PacketFramer.HEADER), length, sequence);
        whole.truncate(start);
        if (length <= LONG) {
            byte[] frame = new byte[(int) length + PacketFramer.HEADER];
            packet.read(frame, 0, frame.length);
            whole.writeBytes(frame);
        } else {
            Waiting last = new Waiting(whole.toByteArray(), packet, whole.size() + length);
            whole.clear();
            waiting.add(last);
            waitingSize += last.size();
        }
        return LongPacket.sequenceAfter(length, sequence);
    }

    public boolean isEmpty() {
        return waiting.isEmpty() && whole.size() == 0;
    }

    /** About how many bytes are still to be sent. */
    public long size() {
        return waitingSize + whole.size();
    }

    /** What is to be sent next, valid until the next call of {@link #add} or {@link #taken}. */
    public ByteBuffer next() {
        Waiting first = waiting.peek();
        if (first == null) {
            return ByteBuffer.wrap(whole.buffer(), 0, whole.size());
        }
        if (pieceEnd == 0) {
            boolean begins = piece.length == 0;
            int before = begins ? first.before().length : 0;
            piece = begins ? Arrays.copyOf(first.before(), before + PIECE) : piece;
            pieceEnd = first.packet().read(piece, before, before + PIECE);
        }
        return ByteBuffer.wrap(piece, 0, pieceEnd);
    }

    /** What {@link #next} gives was sent. */
    public void taken() {
        int sent = next().remaining();
        Waiting first = waiting.peek();
        if (first == null) {
            whole.clear();
            return;
        }
        pieceEnd = 0;
        waitingSize = Math.max(0, waitingSize - sent);
        if (first.packet().isRead()) {
            waiting.remove();
            piece = NOTHING;
            waitingSize = waiting.stream().mapToLong(Waiting::size).sum();
        } else if (piece.length > PIECE) {
            piece = new byte[PIECE];
        }
    }
}
