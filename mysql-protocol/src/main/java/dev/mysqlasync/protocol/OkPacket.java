package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_SESSION_TRACK;
import static dev.mysqlasync.protocol.StatusFlag.SERVER_SESSION_STATE_CHANGED;

import java.util.List;

/**
 * The end of a command that went well, and with {@link Capability#CLIENT_DEPRECATE_EOF} the end of a resultset.
 *
 * @param affectedRows an unsigned 64-bit number
 * @param lastInsertId an unsigned 64-bit number; 0 for none
 * @param statusFlags bits of {@link StatusFlag}; {@link StatusFlag#SERVER_SESSION_STATE_CHANGED} is set where there are
 *     session changes
 * @param warnings the number of warnings, 65535 also for more
 * @param info the server's remark in words, up to 4096 bytes of them; may be empty
 * @param sessionChanges what has changed in the session, in the server's order
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html">OK_Packet</a>
 */
public record OkPacket(
        long affectedRows,
        long lastInsertId,
        int statusFlags,
        int warnings,
        String info,
        List<SessionChange> sessionChanges) {

    private static final int MAX_INFO = 4096;

    public OkPacket {
        sessionChanges = List.copyOf(sessionChanges);
        if (!sessionChanges.isEmpty()) {
            statusFlags |= SERVER_SESSION_STATE_CHANGED;
        }
    }

    /**
     * Reads an OK packet with either of its headers. It may end after the warnings, and with
     * {@link Capability#CLIENT_SESSION_TRACK} after the info: the rest is then empty.
     */
    public static OkPacket decode(PayloadReader in, long capabilities) {
        int header = in.readInt1();
        if (header != PacketHeader.OK && header != PacketHeader.EOF) {
            throw new ProtocolException(String.format("0x%02x where the 0x00 or 0xfe of OK_Packet is due", header));
        }
        long affectedRows = in.readLenenc();
        long lastInsertId = in.readLenenc();
        int statusFlags = in.readInt2();
        int warnings = in.readInt2();
        boolean tracks = Capability.has(capabilities, CLIENT_SESSION_TRACK);
        String info = decodeInfo(in, tracks);
        boolean changed = tracks && (statusFlags & SERVER_SESSION_STATE_CHANGED) != 0 && in.hasRemaining();
        List<SessionChange> changes = changed ? SessionChangeBlock.decode(in.slice(in.readLength())) : List.of();
        in.requireEnd();
        return new OkPacket(affectedRows, lastInsertId, statusFlags, warnings, info, changes);
    }

    /**
     * Without session tracking the manual lets the info run to the packet's end, while MySQL and MariaDB put its
     * length before it even then: a length that fits exactly is taken for one.
     */
    private static String decodeInfo(PayloadReader in, boolean tracks) {
        if (!in.hasRemaining()) {
            return "";
        }
        int length = tracks || lengthFillsPacket(in) ? in.readLength() : in.remaining();
        return in.readString(length, MAX_INFO);
    }

    private static boolean lengthFillsPacket(PayloadReader in) {
        PayloadReader ahead = new PayloadReader(in.buffer(), in.position(), in.end());
        int first = ahead.readInt1();
        if (first < 0xFB) {
            return first == ahead.remaining();
        }
        return first == 0xFC && ahead.remaining() >= 2 && ahead.readInt2() == ahead.remaining();
    }

    /**
     * Writes the packet; the session changes only with {@link Capability#CLIENT_SESSION_TRACK}.
     *
     * @param header {@link PacketHeader#OK}, or {@link PacketHeader#EOF} at the end of a resultset
     */
    public void encode(PayloadWriter out, long capabilities, int header) {
        boolean tracks = Capability.has(capabilities, CLIENT_SESSION_TRACK);
        boolean changed = tracks && (statusFlags & SERVER_SESSION_STATE_CHANGED) != 0;
        out.writeInt1(header)
                .writeLenenc(affectedRows)
                .writeLenenc(lastInsertId)
                .writeInt2(tracks ? statusFlags : statusFlags & ~SERVER_SESSION_STATE_CHANGED)
                .writeInt2(warnings);
        if (changed || !info.isEmpty()) {
            out.writeLenencString(info);
        }
        if (changed) {
            SessionChangeBlock.encode(out, sessionChanges);
        }
    }

    /** Whether another result of the same command follows. */
    public boolean hasMoreResults() {
        return (statusFlags & StatusFlag.SERVER_MORE_RESULTS_EXISTS) != 0;
    }
}
