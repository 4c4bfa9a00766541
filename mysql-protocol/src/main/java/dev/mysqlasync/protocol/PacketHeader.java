package dev.mysqlasync.protocol;

/**
 * The header bytes of the server's packets. Their meaning depends on the command that the packet answers.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_response_packets.html">Generic
 *     Response Packets</a>
 */
public final class PacketHeader {

    public static final int OK = 0x00;
    public static final int AUTH_MORE_DATA = 0x01;
    public static final int AUTH_NEXT_FACTOR = 0x02;
    public static final int GREETING = 0x0A;
    public static final int LOCAL_INFILE = 0xFB;

    /** An EOF packet, an OK packet that ends a resultset, or an {@link AuthSwitchRequest}. */
    public static final int EOF = 0xFE;

    public static final int ERR = 0xFF;

    private PacketHeader() {}

    /** Reads the first byte of the packet named {@code packet}, which must be {@code header}. */
    static void expect(PayloadReader in, int header, String packet) {
        int found = in.readInt1();
        if (found != header) {
            throw new ProtocolException(
                    String.format("%s begins with 0x%02x instead of 0x%02x", packet, found, header));
        }
    }
}
