package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;

/**
 * The server's error.
 *
 * @param code the error's number, 1 to 65535
 * @param sqlState five characters; empty where the server sent none
 * @param message the server's words, up to 4096 bytes of them; may be empty
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_err_packet.html">ERR_Packet</a>
 */
public record ErrPacket(int code, String sqlState, String message) {

    private static final String NONE = "";
    private static final int STATE_LENGTH = 5;
    private static final int MAX_MESSAGE = 4096;

    /** Refuses a state of another length than five, if there is one, with {@link IllegalArgumentException}. */
    public ErrPacket {
        if (!sqlState.isEmpty() && sqlState.length() != STATE_LENGTH) {
            throw new IllegalArgumentException("not a SQLSTATE: " + sqlState);
        }
    }

    /**
     * Reads an error with or without its SQLSTATE, which is all the same for every phase and capability. It may end
     * anywhere after the code.
     */
    public static ErrPacket decode(PayloadReader in) {
        PacketHeader.expect(in, PacketHeader.ERR, "ERR_Packet");
        int code = in.readInt2();
        String sqlState = in.hasRemaining() && in.peek() == '#' ? decodeState(in) : NONE;
        return new ErrPacket(code, sqlState, in.readString(in.remaining(), MAX_MESSAGE));
    }

    /** Reads {@code #} and a state; what cannot be a state is left to be the message's beginning. */
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
     * Writes the error, with its SQLSTATE only if it has one and {@code capabilities} has {@link Capability#CLIENT_PROTOCOL_41}:
     * before the client has told its own there are none, and 0 is to be passed.
     */
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(PacketHeader.ERR).writeInt2(code);
        if (!sqlState.isEmpty() && Capability.has(capabilities, Capability.CLIENT_PROTOCOL_41)) {
            out.writeInt1('#').writeBytes(sqlState.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeString(message);
    }
}
