package dev.mysqlasync.protocol;

import java.util.Arrays;

/**
 * More of an authentication plugin's conversation, from the server.
 *
 * @param data what the plugin's server side says; may be empty
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_auth_more_data.html">Protocol::AuthMoreData</a>
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
