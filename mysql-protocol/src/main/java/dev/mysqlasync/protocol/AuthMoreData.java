package dev.mysqlasync.protocol;

import java.util.Arrays;

/**
 * Data that the server side of an authentication plugin sends to its client side.
 *
 * @param data the plugin's bytes; may be empty; not copied
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_auth_more_data.html">Protocol::AuthMoreData</a>
 */
public record AuthMoreData(byte[] data) {

    public static AuthMoreData decode(PayloadReader in) {
        PacketHeader.expect(in, PacketHeader.AUTH_MORE_DATA, "AuthMoreData");
        return new AuthMoreData(in.readRemaining());
    }

    public void encode(PayloadWriter out) {
        out.writeInt1(PacketHeader.AUTH_MORE_DATA).writeBytes(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthMoreData that && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "AuthMoreData[" + data.length + " bytes]";
    }
}
