package dev.mysqlasync.protocol;

/**
 * MariaDB's progress report on a long statement. A server may send any number of them before the response, but only if
 * {@link Capability#MARIADB_CLIENT_PROGRESS} was negotiated.
 *
 * @param stage the current stage, from 1
 * @param maxStage the number of stages
 * @param progress the progress within the stage, 0 to 100000 (thousandths of a percent)
 * @param info the stage's name
 * @see <a href="https://mariadb.com/kb/en/err_packet/">MariaDB's ERR_Packet</a>
 */
public record ProgressPacket(int stage, int maxStage, int progress, String info) {

    /** The error code that marks a progress report. */
    private static final int PROGRESS_CODE = 0xFFFF;

    private static final int HEAD = 3;
    private static final int STRINGS = 1;

    /** Whether {@code in} holds this packet. An {@link ErrPacket} has the same header. */
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
            throw new ProtocolException("a progress report has the error code " + code + " instead of 65535");
        }
        in.skip(1); // the number of strings that follow; always 1 so far
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
