package dev.mysqlasync.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * An ordered queue of packets to send.
 *
 * <p>Packets of usual length are encoded as they are added, one after another, and are sent together. A packet longer
 * than {@value #LONG} bytes is sent in pieces of {@value #PIECE} bytes, and its long texts are encoded piece by piece.
 * So no step takes long, and no value is in memory twice. {@link #add} still checks the whole packet: its length, and
 * that every text can be encoded.
 *
 * <p>Not thread-safe.
 */
public final class PacketQueue {

    private static final int LONG = 1 << 20;
    private static final int PIECE = 256 * 1024;
    private static final byte[] NOTHING = {};

    /** A long packet and the packets before it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Waiting(byte[] before, LongPacket packet, long size) {}

    private final PayloadWriter whole = PayloadWriter.ofLongValues(); // after the waiting ones
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private byte[] piece = NOTHING;
    private int pieceEnd; // 0: the next piece has not been read
    private long waitingSize;

    public PacketQueue() {}

    /**
     * Adds a packet. If this fails, the queue is unchanged.
     *
     * @param payload writes the payload
     * @param sequence the sequence id of the first frame
     * @param limit the limit of the payload in bytes
     * @return the sequence id after the last frame
     * @throws PacketTooLargeException if the payload exceeds the limit
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

    /** An estimate of the bytes still to send. */
    public long size() {
        return waitingSize + whole.size();
    }

    /** The bytes to send next, valid until the next call of {@link #add} or {@link #taken}. */
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

    /** Removes the bytes that {@link #next} returns: they have been sent. */
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
