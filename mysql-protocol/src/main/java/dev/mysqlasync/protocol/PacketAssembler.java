package dev.mysqlasync.protocol;

import java.nio.ByteBuffer;

/**
 * The receiving half of framing: takes bytes as they come and finds whole packets in them, joining the frames of a
 * packet of 16 MiB and more in place. The buffer grows with what was received, never with what a header claims.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html">MySQL Packets</a>
 */
public final class PacketAssembler {

    /** The length of a frame that another frame of the same packet follows. */
    public static final int FULL_FRAME = 0xFF_FFFF;

    private static final int HEADER = 4;
    private static final int KEPT_CAPACITY = 16 * 1024;
    private static final byte[] NOTHING = {};

    private byte[] buffer = NOTHING;
    private int limit; // end of the received bytes
    private int position; // start of what has not been given out: a header, or with joined >= 0 a payload
    private int joined = -1; // bytes of payload already joined at position; -1: none, a header stands there
    private int payloadStart;
    private int payloadEnd;
    private int firstSequence;
    private int frames;
    private boolean again; // the packet last given out is due once more
    private long maxPayload = Integer.MAX_VALUE;

    public PacketAssembler() {}

    /** Sets the length in bytes above which a packet is refused, from the next call of {@link #next} on. */
    public void maxPayload(long maxPayload) {
        this.maxPayload = maxPayload;
    }

    /** Takes all of {@code bytes}. The payload last found is valid until then. */
    public void append(ByteBuffer bytes) {
        int length = bytes.remaining();
        makeRoom(length);
        bytes.get(buffer, limit, length);
        limit += length;
    }

    /** Moves to the next packet; false when not all of it is here yet. */
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

    /** Lets {@link #next} move to the current packet once more; it is kept until then. */
    public void again() {
        again = true;
    }

    private void takeSequence(int sequence) {
        if (joined < 0) {
            firstSequence = sequence;
            frames = 1;
        } else if (sequence != ((firstSequence + frames) & 0xFF)) {
            throw new ProtocolException("frame " + frames + " of a packet has sequence id " + sequence + " where "
                    + ((firstSequence + frames) & 0xFF) + " is due");
        } else {
            frames++;
        }
    }

    /** Consumes the frame whose header is at {@code header}; true when its packet is complete. */
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

    public byte[] buffer() {
        return buffer;
    }

    /** Where in {@link #buffer()} the payload of the current packet begins. */
    public int payloadStart() {
        return payloadStart;
    }

    public int payloadEnd() {
        return payloadEnd;
    }

    /** The sequence id of the current packet's first frame. */
    public int sequence() {
        return firstSequence;
    }

    /** The number of frames of the current packet, each of which took a sequence id. */
    public int frames() {
        return frames;
    }

    /** How many received bytes have not been given out as packets. */
    public int unread() {
        return limit - firstUnread();
    }

    private int firstUnread() {
        return again ? payloadStart : position;
    }

    /** Gives memory back after a large result; only between packets, when nothing is unread. */
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

    /** What was received lies so much further in front than before. */
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
