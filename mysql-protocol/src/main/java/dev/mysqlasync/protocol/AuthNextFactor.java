package dev.mysqlasync.protocol;

import java.util.Arrays;

/**
 * A request for the next factor of multi-factor authentication. The server sends it only if
 * {@link Capability#MULTI_FACTOR_AUTHENTICATION} was negotiated.
 *
 * @param plugin the name of the next factor's plugin
 * @param data the plugin's initial data, mostly a scramble; without the NUL that follows a scramble of 20 bytes
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_auth_next_factor_request.html">Protocol::AuthNextFactor</a>
 */
public record AuthNextFactor(String plugin, byte[] data) {

    public static AuthNextFactor decode(PayloadReader in) {
        PacketHeader.expect(in, PacketHeader.AUTH_NEXT_FACTOR, "AuthNextFactor");
        return new AuthNextFactor(in.readNulTerminatedString(), AuthSwitchRequest.readData(in));
    }

    public void encode(PayloadWriter out) {
        out.writeInt1(PacketHeader.AUTH_NEXT_FACTOR).writeNulTerminated(plugin);
        AuthSwitchRequest.writeData(out, data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthNextFactor that && plugin.equals(that.plugin) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * plugin.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "AuthNextFactor[plugin=" + plugin + ", data=" + data.length + " bytes]";
    }
}
