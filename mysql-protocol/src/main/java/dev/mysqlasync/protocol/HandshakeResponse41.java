package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_CONNECT_ATTRS;
import static dev.mysqlasync.protocol.Capability.CLIENT_CONNECT_WITH_DB;
import static dev.mysqlasync.protocol.Capability.CLIENT_PLUGIN_AUTH;
import static dev.mysqlasync.protocol.Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA;
import static dev.mysqlasync.protocol.Capability.CLIENT_PROTOCOL_41;
import static dev.mysqlasync.protocol.Capability.CLIENT_RESERVED2;
import static dev.mysqlasync.protocol.Capability.CLIENT_ZSTD_COMPRESSION_ALGORITHM;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The client's answer to the {@link Greeting}: its capabilities, the user and the first authentication data. Fields
 * that its capabilities do not announce are not sent.
 *
 * @param capabilities bits of {@link Capability}; {@link Capability#CLIENT_CONNECT_WITH_DB} is cleared if there is no
 *     database
 * @param maxPacketSize the largest packet that the client accepts, in bytes
 * @param collation the id of the connection's collation, 0 to 255
 * @param user the user name
 * @param authResponse the plugin's answer to the scramble; secret
 * @param database the default schema, null for none; an empty name becomes null
 * @param authPlugin the name of the plugin that produced {@code authResponse}
 * @param attributes the connection attributes, at most 65535 bytes when encoded
 * @param zstdLevel the zstd compression level, 1 to 22; sent only with
 *     {@link Capability#CLIENT_ZSTD_COMPRESSION_ALGORITHM}
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_response.html">Protocol::HandshakeResponse</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public record HandshakeResponse41(
        long capabilities,
        int maxPacketSize,
        int collation,
        String user,
        byte[] authResponse,
        @Nullable String database,
        String authPlugin,
        Map<String, String> attributes,
        int zstdLevel) {

    /**
     * Throws {@link IllegalArgumentException} if there is a database without {@link Capability#CLIENT_CONNECT_WITH_DB},
     * or the collation is out of range.
     */
    public HandshakeResponse41 {
        if (database == null || database.isEmpty()) {
            database = null;
            capabilities &= ~CLIENT_CONNECT_WITH_DB;
        } else if (!Capability.has(capabilities, CLIENT_CONNECT_WITH_DB)) {
            throw new IllegalArgumentException("a database needs CLIENT_CONNECT_WITH_DB");
        }
        if (collation < 0 || collation > 0xFF) {
            throw new IllegalArgumentException("collation " + collation + " does not fit one byte");
        }
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Reads the packet. Call {@link SslRequest#isNext} first to exclude an {@link SslRequest}. */
    public static HandshakeResponse41 decode(PayloadReader in) {
        SslRequest head = SslRequest.decodeHead(in);
        long capabilities = head.capabilities();
        if (!Capability.has(capabilities, CLIENT_PROTOCOL_41 | CLIENT_RESERVED2)) {
            throw new ProtocolException("the client does not announce CLIENT_PROTOCOL_41 and CLIENT_RESERVED2");
        }
        String user = in.readNulTerminatedString();
        byte[] authResponse = Capability.has(capabilities, CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA)
                ? in.readLenencBytes()
                : in.readBytes(in.readInt1());
        String database = Capability.has(capabilities, CLIENT_CONNECT_WITH_DB) ? in.readNulTerminatedString() : null;
        String authPlugin = Capability.has(capabilities, CLIENT_PLUGIN_AUTH)
                ? in.readNulTerminatedString()
                : Greeting.DEFAULT_AUTH_PLUGIN;
        Map<String, String> attributes =
                Capability.has(capabilities, CLIENT_CONNECT_ATTRS) ? ConnectionAttributes.decode(in) : Map.of();
        int zstdLevel = Capability.has(capabilities, CLIENT_ZSTD_COMPRESSION_ALGORITHM) ? in.readInt1() : 0;
        in.requireEnd();
        return new HandshakeResponse41(
                capabilities,
                head.maxPacketSize(),
                head.collation(),
                user,
                authResponse,
                database,
                authPlugin,
                attributes,
                zstdLevel);
    }

    /**
     * Writes the packet.
     *
     * @throws IllegalArgumentException if the attributes exceed 65535 bytes, the authentication response exceeds 255
     *     bytes without {@link Capability#CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA}, or a name contains a NUL
     */
    public void encode(PayloadWriter out) {
        sslRequest().encode(out);
        out.writeNulTerminated(user);
        if (Capability.has(capabilities, CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA)) {
            out.writeLenencBytes(authResponse);
        } else {
            writeShortAuthResponse(out, authResponse);
        }
        if (database != null) {
            out.writeNulTerminated(database);
        }
        if (Capability.has(capabilities, CLIENT_PLUGIN_AUTH)) {
            out.writeNulTerminated(authPlugin);
        }
        if (Capability.has(capabilities, CLIENT_CONNECT_ATTRS)) {
            ConnectionAttributes.encode(out, attributes);
        }
        if (Capability.has(capabilities, CLIENT_ZSTD_COMPRESSION_ALGORITHM)) {
            out.writeInt1(zstdLevel);
        }
    }

    /** The packet to send before this one to start TLS. It begins with the same bytes, as the server demands. */
    public SslRequest sslRequest() {
        return new SslRequest(capabilities, maxPacketSize, collation);
    }

    static void writeShortAuthResponse(PayloadWriter out, byte[] authResponse) {
        if (authResponse.length > 0xFF) {
            throw new IllegalArgumentException(
                    "the authentication response has " + authResponse.length + " bytes, over the limit of 255");
        }
        out.writeInt1(authResponse.length).writeBytes(authResponse);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HandshakeResponse41 that
                && capabilities == that.capabilities
                && maxPacketSize == that.maxPacketSize
                && collation == that.collation
                && user.equals(that.user)
                && Arrays.equals(authResponse, that.authResponse)
                && Objects.equals(database, that.database)
                && authPlugin.equals(that.authPlugin)
                && attributes.equals(that.attributes)
                && zstdLevel == that.zstdLevel;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                capabilities,
                maxPacketSize,
                collation,
                user,
                Arrays.hashCode(authResponse),
                database,
                authPlugin,
                attributes,
                zstdLevel);
    }

    @Override
    public String toString() {
        return "HandshakeResponse41[capabilities=0x" + Long.toHexString(capabilities) + ", maxPacketSize="
                + maxPacketSize + ", collation=" + collation + ", user=" + user + ", authResponse="
                + authResponse.length + " bytes, database=" + database + ", authPlugin=" + authPlugin
                + ", attributes=" + attributes + ", zstdLevel=" + zstdLevel + "]";
    }
}
