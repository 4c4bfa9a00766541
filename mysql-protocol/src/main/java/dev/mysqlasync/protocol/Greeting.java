package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_LONG_PASSWORD;
import static dev.mysqlasync.protocol.Capability.CLIENT_PLUGIN_AUTH;
import static dev.mysqlasync.protocol.Capability.CLIENT_PROTOCOL_41;
import static dev.mysqlasync.protocol.Capability.CLIENT_RESERVED2;

import java.util.Arrays;
import java.util.Objects;

/**
 * The server's first packet: its version, its capabilities and the scramble for hashing passwords. Nothing in it is
 * authenticated, even if TLS follows.
 *
 * @param serverVersion the version as sent, including MariaDB's prefix
 * @param connectionId the connection id, 0 to 2^32-1; a proxy may send an id of its own
 * @param scramble exactly 20 random bytes
 * @param capabilities bits of {@link Capability}, MariaDB's extended ones included
 * @param collation the id of the server's default collation, 0 to 255
 * @param statusFlags bits of {@link StatusFlag}
 * @param authPlugin the name of the plugin that the scramble is for
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html">Protocol::HandshakeV10</a>
 * @see <a href="https://mariadb.com/kb/en/connection/#initial-handshake-packet">MariaDB's initial handshake packet</a>
 */
public record Greeting(
        String serverVersion,
        long connectionId,
        byte[] scramble,
        long capabilities,
        int collation,
        int statusFlags,
        String authPlugin) {

    static final String DEFAULT_AUTH_PLUGIN = "mysql_native_password";

    private static final int SCRAMBLE_LENGTH = 20;
    private static final int FIRST_PART = 8;
    private static final int SECOND_PART = SCRAMBLE_LENGTH - FIRST_PART;
    private static final int SECOND_FIELD = SECOND_PART + 1; // a NUL follows
    private static final String MARIADB_PREFIX = "5.5.5-";

    /** Throws {@link IllegalArgumentException} if the scramble is not 20 bytes long. */
    public Greeting {
        if (scramble.length != SCRAMBLE_LENGTH) {
            throw new IllegalArgumentException("the scramble has " + scramble.length + " bytes instead of 20");
        }
    }

    /**
     * Reads the packet. Old servers end it after the scramble, or omit the NUL after the plugin name; both are
     * accepted.
     *
     * @throws ProtocolException if the packet is malformed, or the peer speaks another protocol or is too old; the
     *     message says which
     */
    public static Greeting decode(PayloadReader in) {
        checkProtocol(in.readInt1());
        String version = in.readNulTerminatedString();
        long connectionId = in.readInt4();
        byte[] scramble = Arrays.copyOf(in.readBytes(FIRST_PART), SCRAMBLE_LENGTH);
        in.skip(1);
        long capabilities = in.readInt2();
        checkCapabilities(capabilities, version);
        int collation = in.readInt1();
        int statusFlags = in.readInt2();
        capabilities |= (long) in.readInt2() << 16;
        int authDataLength = in.readInt1();
        in.skip(6);
        long extended = in.readInt4();
        if (!Capability.has(capabilities, CLIENT_LONG_PASSWORD)) {
            capabilities |= extended << 32;
        }
        System.arraycopy(in.readBytes(SECOND_PART), 0, scramble, FIRST_PART, SECOND_PART);
        in.skip(Math.min(Math.max(SECOND_FIELD, authDataLength - FIRST_PART) - SECOND_PART, in.remaining()));
        return new Greeting(
                version, connectionId, scramble, capabilities, collation, statusFlags, decodePlugin(in, capabilities));
    }

    private static void checkProtocol(int first) {
        switch (first) {
            case PacketHeader.GREETING -> {}
            case 0x09 -> throw new ProtocolException("the server speaks protocol 9, from before MySQL 3.21.0");
            case 0x0B ->
                throw new ProtocolException(
                        "the server speaks the X protocol on this port; the classic protocol has another port, 3306"
                                + " unless configured otherwise");
            case PacketHeader.ERR ->
                throw new ProtocolException("the server sent an ERR packet instead of its greeting");
            default ->
                throw new ProtocolException(String.format(
                        "the peer does not speak the MySQL protocol: its first byte is 0x%02x instead of 0x0a", first));
        }
    }

    private static void checkCapabilities(long capabilities, String version) {
        if (!Capability.has(capabilities, CLIENT_PROTOCOL_41)) {
            throw new ProtocolException("the server, version " + version + ", does not offer CLIENT_PROTOCOL_41");
        }
        if (!Capability.has(capabilities, CLIENT_RESERVED2)) {
            throw new ProtocolException(
                    "the server, version " + version + ", does not offer CLIENT_RESERVED2 (secure connection)");
        }
    }

    private static String decodePlugin(PayloadReader in, long capabilities) {
        if (!Capability.has(capabilities, CLIENT_PLUGIN_AUTH) || !in.hasRemaining()) {
            return DEFAULT_AUTH_PLUGIN;
        }
        String rest = in.readRemainingString();
        int nul = rest.indexOf('\0');
        return nul < 0 ? rest : rest.substring(0, nul);
    }

    public void encode(PayloadWriter out) {
        boolean namesPlugin = Capability.has(capabilities, CLIENT_PLUGIN_AUTH);
        boolean extends32 = !Capability.has(capabilities, CLIENT_LONG_PASSWORD);
        out.writeInt1(PacketHeader.GREETING)
                .writeNulTerminated(serverVersion)
                .writeInt4(connectionId)
                .writeBytes(scramble, 0, FIRST_PART)
                .writeInt1(0)
                .writeInt2((int) capabilities)
                .writeInt1(collation)
                .writeInt2(statusFlags)
                .writeInt2((int) (capabilities >>> 16))
                .writeInt1(namesPlugin ? FIRST_PART + SECOND_FIELD : 0)
                .writeZeros(6)
                .writeInt4(extends32 ? capabilities >>> 32 : 0)
                .writeBytes(scramble, FIRST_PART, SECOND_PART)
                .writeInt1(0);
        if (namesPlugin) {
            out.writeNulTerminated(authPlugin);
        }
    }

    /** Whether the greeting is MariaDB's. A proxy's greeting need not tell the truth. */
    public boolean isMariaDb() {
        return !Capability.has(capabilities, CLIENT_LONG_PASSWORD)
                || serverVersion.startsWith(MARIADB_PREFIX)
                || serverVersion.contains("MariaDB");
    }

    /** The version without the prefix {@code 5.5.5-}, which MariaDB sends for the sake of old replicas. */
    public String versionText() {
        return serverVersion.startsWith(MARIADB_PREFIX)
                ? serverVersion.substring(MARIADB_PREFIX.length())
                : serverVersion;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Greeting that
                && serverVersion.equals(that.serverVersion)
                && connectionId == that.connectionId
                && Arrays.equals(scramble, that.scramble)
                && capabilities == that.capabilities
                && collation == that.collation
                && statusFlags == that.statusFlags
                && authPlugin.equals(that.authPlugin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                serverVersion,
                connectionId,
                Arrays.hashCode(scramble),
                capabilities,
                collation,
                statusFlags,
                authPlugin);
    }

    @Override
    public String toString() {
        return "Greeting[serverVersion=" + serverVersion + ", connectionId=" + connectionId + ", capabilities=0x"
                + Long.toHexString(capabilities) + ", collation=" + collation + ", statusFlags=0x"
                + Integer.toHexString(statusFlags) + ", authPlugin=" + authPlugin + "]";
    }
}
