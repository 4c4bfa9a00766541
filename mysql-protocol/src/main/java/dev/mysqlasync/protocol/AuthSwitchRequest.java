package dev.mysqlasync.protocol;

import java.util.Arrays;

/**
 * A request to authenticate with another plugin. The client's answer is a packet that holds that plugin's bytes alone.
 *
 * @param plugin the name of the plugin to switch to
 * @param data the plugin's initial data, mostly a scramble; without the NUL that follows a scramble of 20 bytes
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_auth_switch_request.html">Protocol::AuthSwitchRequest</a>
 */
public record AuthSwitchRequest(String plugin, byte[] data) {

    /** The plugin that a packet of one byte asks for, with the hashes of MySQL before 4.1. */
    static final String OLD_PLUGIN = "mysql_old_password";

    private static final int SCRAMBLE_LENGTH = 20;

    /**
     * Reads the packet. A packet of one byte is an Old Authentication Method Switch Request:
     * {@code mysql_old_password}, no data.
     */
    public static AuthSwitchRequest decode(PayloadReader in) {
        PacketHeader.expect(in, PacketHeader.EOF, "AuthSwitchRequest");
        if (!in.hasRemaining()) {
            return new AuthSwitchRequest(OLD_PLUGIN, new byte[0]);
        }
        return new AuthSwitchRequest(in.readNulTerminatedString(), readData(in));
    }

    public void encode(PayloadWriter out) {
        out.writeInt1(PacketHeader.EOF);
        if (data.length > 0 || !plugin.equals(OLD_PLUGIN)) {
            out.writeNulTerminated(plugin);
            writeData(out, data);
        }
    }

    /** Reads the rest of the packet. Drops the NUL after a scramble of 20 bytes. */
    static byte[] readData(PayloadReader in) {
        byte[] data = in.readRemaining();
        boolean terminated = data.length == SCRAMBLE_LENGTH + 1 && data[SCRAMBLE_LENGTH] == 0;
        return terminated ? Arrays.copyOf(data, SCRAMBLE_LENGTH) : data;
    }

    static void writeData(PayloadWriter out, byte[] data) {
        out.writeBytes(data).writeZeros(data.length == SCRAMBLE_LENGTH ? 1 : 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthSwitchRequest that && plugin.equals(that.plugin) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * plugin.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "AuthSwitchRequest[plugin=" + plugin + ", data=" + data.length + " bytes]";
    }
}
