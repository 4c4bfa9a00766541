package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_SESSION_TRACK;
import static dev.mysqlasync.protocol.StatusFlag.SERVER_SESSION_STATE_CHANGED;

import java.util.List;

/**
 * The success of a command; with {@link Capability#CLIENT_DEPRECATE_EOF} also the end of a resultset.
 *
 * @param affectedRows the number of affected rows, unsigned
 * @param lastInsertId the last insert id, unsigned; 0 for none
 * @param statusFlags bits of {@link StatusFlag}; {@link StatusFlag#SERVER_SESSION_STATE_CHANGED} is set if there are
 *     session changes
 * @param warnings the number of warnings, at most 65535
 * @param info the server's human-readable information, at most 4096 bytes of it; may be empty
 * @param sessionChanges the session state changes, in the server's order
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
     * Reads the packet, with either header. It may end after the warnings. With {@link Capability#CLIENT_SESSION_TRACK}
     * it may end after the info. Fields left out are empty.
     */
    public static OkPacket decode(PayloadReader in, long capabilities) {
        int header = in.readInt1();
        if (header != PacketHeader.OK && header != PacketHeader.EOF) {
            throw new ProtocolException(String.format("OK_Packet begins with 0x%02x instead of 0x00 or 0xfe", header));
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
     * Without session tracking the manual has no length before the info, but MySQL and MariaDB send one. If the first
     * bytes are a length that exactly fits the packet, they are taken as the length.
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
     * Writes the packet. Session changes are written only with {@link Capability#CLIENT_SESSION_TRACK}.
     *
     * @param capabilities the capabilities negotiated
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
