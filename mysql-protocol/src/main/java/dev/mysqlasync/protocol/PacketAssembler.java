package dev.mysqlasync.protocol;

import java.nio.ByteBuffer;

/**
 * Assembles packets from received bytes. The frames of a packet of 16 MiB − 1 and more are joined in place. The buffer
 * grows with the bytes received, never with the length that a header claims. Not thread-safe.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html">MySQL Packets</a>
 */
public final class PacketAssembler {

    /** The payload length of a frame that is followed by another frame of the same packet. */
    public static final int FULL_FRAME = 0xFF_FFFF;

    private static final int HEADER = 4;
    private static final int KEPT_CAPACITY = 16 * 1024;
    private static final byte[] NOTHING = {};

    private byte[] buffer = NOTHING;
    private int limit; // the end of the received bytes
    private int position; // the first byte not returned: of a header, or of a payload if joined >= 0
    private int joined = -1; // payload bytes already joined at position; -1: position is at a header
    private int payloadStart;
    private int payloadEnd;
    private int firstSequence;
    private int frames;
    private boolean again; // next() returns the current packet once more
    private long maxPayload = Integer.MAX_VALUE;

    public PacketAssembler() {}

    /** Sets the limit of a packet's payload in bytes. It applies from the next call of {@link #next} on. */
    public void maxPayload(long maxPayload) {
        this.maxPayload = maxPayload;
    }

    /**
     * Copies all remaining bytes. Invalidates the current payload.
     *
     * @throws PacketTooLargeException if more than 2 GiB would be buffered
     */
    public void append(ByteBuffer bytes) {
        int length = bytes.remaining();
        makeRoom(length);
        bytes.get(buffer, limit, length);
        limit += length;
    }

    /**
     * Moves to the next packet.
     *
     * @return false if it has not been received completely
     * @throws PacketTooLargeException if the packet exceeds the limit
     * @throws ProtocolException if the sequence ids of the packet's frames do not follow each other
     */
    public boolean next() {
        if (again) {
            again = false;
            return true;
        }
        while (true) {
            int header = joined < 0 ? position : position + joined;
            if (limit - header < HEADER) {
                return false;
            }
            int length = (buffer[header] & 0xFF) | (buffer[header + 1] & 0xFF) << 8 | (buffer[header + 2] & 0xFF) << 16;
            int before = Math.max(joined, 0);
            if ((long) before + length > maxPayload) {
                throw new PacketTooLargeException((long) before + length, maxPayload);
            }
            if (limit - header - HEADER < length) {
                return false;
            }
            takeSequence(buffer[header + 3] & 0xFF);
            if (takeFrame(header, length)) {
                return true;
            }
        }
    }

    /** Makes {@link #next} return the current packet once more. The packet stays buffered until then. */
    public void again() {
        again = true;
    }

    private void takeSequence(int sequence) {
        if (joined < 0) {
            firstSequence = sequence;
            frames = 1;
        } else if (sequence != ((firstSequence + frames) & 0xFF)) {
            throw new ProtocolException("frame " + frames + " of a packet has sequence id " + sequence + " instead of "
                    + ((firstSequence + frames) & 0xFF));
        } else {
            frames++;
        }
    }

    /** Consumes the frame whose header is at {@code header}. Returns whether its packet is complete. */
    private boolean takeFrame(int header, int length) {
        int start;
        int end;
        if (joined < 0) {
            start = header + HEADER;
            end = start + length;
        } else {
            System.arraycopy(buffer, header + HEADER, buffer, header, limit - header - HEADER);
            limit -= HEADER;
            start = position;
            end = header + length;
        }
        if (length == FULL_FRAME) {
            position = start;
            joined = end - start;
            return false;
        }
        payloadStart = start;
        payloadEnd = end;
        position = end;
        joined = -1;
        return true;
    }

    /** The buffer that holds the current payload, valid until {@link #append}. */
    public byte[] buffer() {
        return buffer;
    }

    /** The index in {@link #buffer()} of the current payload's first byte. */
    public int payloadStart() {
        return payloadStart;
    }

    /** The index in {@link #buffer()} after the current payload's last byte. */
    public int payloadEnd() {
        return payloadEnd;
    }

    /** The sequence id of the current packet's first frame. */
    public int sequence() {
        return firstSequence;
    }

    /** The number of frames of the current packet. Each frame has a sequence id of its own. */
    public int frames() {
        return frames;
    }

    /** The number of received bytes that have not been returned as packets. */
    public int unread() {
        return limit - firstUnread();
    }

    private int firstUnread() {
        return again ? payloadStart : position;
    }

    /**
     * Releases a large buffer. Does nothing unless all received bytes have been returned. Call it between packets only.
     */
    public void shrink() {
        if (unread() == 0 && buffer.length > KEPT_CAPACITY) {
            buffer = NOTHING;
            position = 0;
            limit = 0;
        }
    }

    private void makeRoom(int length) {
        int from = firstUnread();
        if (from == limit) {
            moved(from);
        }
        if (buffer.length - limit >= length) {
            return;
        }
        int unread = unread();
        long needed = (long) unread + length;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new PacketTooLargeException(needed, Integer.MAX_VALUE - 8);
        }
        boolean fits = needed <= buffer.length && unread <= buffer.length / 2;
        byte[] target = fits ? buffer : new byte[capacityFor((int) needed)];
        System.arraycopy(buffer, firstUnread(), target, 0, unread);
        buffer = target;
        moved(firstUnread());
    }

    /** Adjusts all indexes after the bytes have moved towards the start of the buffer. */
    private void moved(int by) {
        position -= by;
        payloadStart -= by;
        payloadEnd -= by;
        limit -= by;
    }

    private static int capacityFor(int needed) {
        int power = Integer.highestOneBit(Math.max(needed - 1, 1024)) << 1;
        return power > 0 ? power : Integer.MAX_VALUE - 8;
    }
}
