package dev.mysqlasync.protocol;

/**
 * Frames packets: writes headers before payloads, and splits payloads of 16 MiB − 1 and more.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html">MySQL Packets</a>
 */
public final class PacketFramer {

    /** The length of a frame header in bytes. */
    public static final int HEADER = 4;

    private PacketFramer() {}

    /**
     * Reserves a header at the end of {@code out}; write the payload next. Returns the packet's place for {@link #end}.
     */
    public static int begin(PayloadWriter out) {
        int start = out.size();
        out.writeZeros(HEADER);
        return start;
    }

    /**
     * Completes the packet that {@link #begin} started.
     *
     * @param start the packet's place
     * @param sequence the sequence id of its first frame
     * @return the sequence id after its last frame
     */
    public static int end(PayloadWriter out, int start, int sequence) {
        int length = out.size() - start - HEADER;
        int fullFrames = length / PacketAssembler.FULL_FRAME;
        for (int frame = fullFrames; frame > 0; frame--) {
            out.insertGap(start + HEADER + frame * PacketAssembler.FULL_FRAME, HEADER);
        }
        int at = start;
        for (int frame = 0; frame <= fullFrames; frame++) {
            int frameLength = Math.min(length - frame * PacketAssembler.FULL_FRAME, PacketAssembler.FULL_FRAME);
            out.setInt3(at, frameLength);
            out.setInt1(at + 3, sequence + frame);
            at += HEADER + PacketAssembler.FULL_FRAME;
        }
        return (sequence + fullFrames + 1) & 0xFF;
    }
}
