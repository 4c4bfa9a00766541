package dev.mysqlasync.protocol;

/**
 * The end of column definitions or of rows, if {@link Capability#CLIENT_DEPRECATE_EOF} was not negotiated.
 *
 * @param warnings the number of warnings, at most 65535
 * @param statusFlags bits of {@link StatusFlag}
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_eof_packet.html">EOF_Packet</a>
 */
public record EofPacket(int warnings, int statusFlags) {

    private static final int LENGTH = 5;

    /** Whether {@code in} holds this packet. An {@link OkPacket} with the same header is longer. */
    public static boolean isNext(PayloadReader in) {
        return in.remaining() == LENGTH && in.peek() == PacketHeader.EOF;
    }

    public static EofPacket decode(PayloadReader in) {
        PacketHeader.expect(in, PacketHeader.EOF, "EOF_Packet");
        EofPacket packet = new EofPacket(in.readInt2(), in.readInt2());
        in.requireEnd();
        return packet;
    }

    public void encode(PayloadWriter out) {
        out.writeInt1(PacketHeader.EOF).writeInt2(warnings).writeInt2(statusFlags);
    }

    /** Whether another result of the same command follows. */
    public boolean hasMoreResults() {
        return (statusFlags & StatusFlag.SERVER_MORE_RESULTS_EXISTS) != 0;
    }
}
