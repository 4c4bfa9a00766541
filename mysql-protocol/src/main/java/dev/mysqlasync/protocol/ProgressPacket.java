package dev.mysqlasync.protocol;

/**
 * MariaDB's word on how far a long statement has come; any number may be sent before the response, with
 * {@link Capability#MARIADB_CLIENT_PROGRESS} only.
 *
 * @param stage the stage that is running, from 1
 * @param maxStage the number of stages
 * @param progress how much of the stage is done, in thousandths of a percent
 * @param info the stage's name
 * @see <a href="https://mariadb.com/kb/en/err_packet/">MariaDB's ERR_Packet</a>
 */
public record ProgressPacket(int stage, int maxStage, int progress, String info) {

    /** Stands where an error has its number. */
    private static final int PROGRESS_CODE = 0xFFFF;

    private static final int HEAD = 3;
    private static final int STRINGS = 1;

    /** Whether this packet is next and not an {@link ErrPacket} with the same header. */
    public static boolean isNext(PayloadReader in, long capabilities) {
        return Capability.has(capabilities, Capability.MARIADB_CLIENT_PROGRESS)
                && in.remaining() > HEAD
                && in.peek() == PacketHeader.ERR
                && Bytes.int2(in.buffer(), in.position() + 1) == PROGRESS_CODE;
    }

    public static ProgressPacket decode(PayloadReader in) {
        PacketHeader.expect(in, PacketHeader.ERR, "a progress report");
        int code = in.readInt2();
        if (code != PROGRESS_CODE) {
            throw new ProtocolException("error " + code + " where a progress report is due");
        }
        in.skip(1); // the number of strings that follow, which has always been 1
        ProgressPacket packet = new ProgressPacket(in.readInt1(), in.readInt1(), in.readInt3(), in.readLenencString());
        in.requireEnd();
        return packet;
    }

    public void encode(PayloadWriter out) {
        out.writeInt1(PacketHeader.ERR)
                .writeInt2(PROGRESS_CODE)
                .writeInt1(STRINGS)
                .writeInt1(stage)
                .writeInt1(maxStage)
                .writeInt3(progress)
                .writeLenencString(info);
    }
}
