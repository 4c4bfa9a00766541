package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;

/**
 * An error that the server reports.
 *
 * @param code the error code, 0 to 65535
 * @param sqlState the SQLSTATE, five characters; empty if the server sent none
 * @param message the error message, at most 4096 bytes of it; may be empty
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_err_packet.html">ERR_Packet</a>
 */
public record ErrPacket(int code, String sqlState, String message) {

    private static final String NONE = "";
    private static final int STATE_LENGTH = 5;
    private static final int MAX_MESSAGE = 4096;

    /** Throws {@link IllegalArgumentException} if the SQLSTATE is neither empty nor five characters long. */
    public ErrPacket {
        if (!sqlState.isEmpty() && sqlState.length() != STATE_LENGTH) {
            throw new IllegalArgumentException("a SQLSTATE has five characters, not " + sqlState.length());
        }
    }

    /**
     * Reads the packet, with or without SQLSTATE, whatever the phase and the capabilities. The packet may end anywhere
     * after the code.
     */
    public static ErrPacket decode(PayloadReader in) {
        PacketHeader.expect(in, PacketHeader.ERR, "ERR_Packet");
        int code = in.readInt2();
        String sqlState = in.hasRemaining() && in.peek() == '#' ? decodeState(in) : NONE;
        return new ErrPacket(code, sqlState, in.readString(in.remaining(), MAX_MESSAGE));
    }

    /** Reads {@code #} and the SQLSTATE. What is not a SQLSTATE is left as the start of the message. */
    private static String decodeState(PayloadReader in) {
        for (int at = 1; at <= STATE_LENGTH; at++) {
            if (at >= in.remaining() || !isLetterOrDigit(in.buffer()[in.position() + at])) {
                return NONE;
            }
        }
        in.skip(1);
        return in.readString(STATE_LENGTH);
    }

    private static boolean isLetterOrDigit(byte character) {
        return character >= '0' && character <= '9'
                || character >= 'A' && character <= 'Z'
                || character >= 'a' && character <= 'z';
    }

    /**
     * Writes the packet. The SQLSTATE is written only if {@code capabilities} has
     * {@link Capability#CLIENT_PROTOCOL_41}.
     *
     * @param capabilities the capabilities negotiated; 0 before the client has sent its own
     */
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(PacketHeader.ERR).writeInt2(code);
        if (!sqlState.isEmpty() && Capability.has(capabilities, Capability.CLIENT_PROTOCOL_41)) {
            out.writeInt1('#').writeBytes(sqlState.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeString(message);
    }
}
