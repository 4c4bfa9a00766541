package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_CONNECT_ATTRS;
import static dev.mysqlasync.protocol.Capability.CLIENT_PLUGIN_AUTH;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Authenticates as another user on the same connection and starts a new session. The server answers as it answers
 * {@link HandshakeResponse41}, mostly with an {@link AuthSwitchRequest} and a new scramble.
 *
 * @param user the user name
 * @param authResponse the plugin's answer, at most 255 bytes; secret
 * @param database the default schema, empty for none
 * @param collation the id of the connection's collation, 0 to 65535
 * @param authPlugin the name of the plugin that produced {@code authResponse}
 * @param attributes the connection attributes, at most 65535 bytes when encoded
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_change_user.html">COM_CHANGE_USER</a>
 */
public record ComChangeUser(
        String user,
        byte[] authResponse,
        String database,
        int collation,
        String authPlugin,
        Map<String, String> attributes)
        implements ClientCommand {

    public ComChangeUser {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    public static ComChangeUser decode(PayloadReader in, long capabilities) {
        PacketHeader.expect(in, CommandByte.COM_CHANGE_USER, "COM_CHANGE_USER");
        String user = in.readNulTerminatedString();
        byte[] authResponse = in.readBytes(in.readInt1());
        String database = in.readNulTerminatedString();
        int collation = in.readInt2();
        String authPlugin = Capability.has(capabilities, CLIENT_PLUGIN_AUTH)
                ? in.readNulTerminatedString()
                : Greeting.DEFAULT_AUTH_PLUGIN;
        Map<String, String> attributes =
                Capability.has(capabilities, CLIENT_CONNECT_ATTRS) ? ConnectionAttributes.decode(in) : Map.of();
        in.requireEnd();
        return new ComChangeUser(user, authResponse, database, collation, authPlugin, attributes);
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_CHANGE_USER).writeNulTerminated(user);
        HandshakeResponse41.writeShortAuthResponse(out, authResponse);
        out.writeNulTerminated(database).writeInt2(collation);
        if (Capability.has(capabilities, CLIENT_PLUGIN_AUTH)) {
            out.writeNulTerminated(authPlugin);
        }
        if (Capability.has(capabilities, CLIENT_CONNECT_ATTRS)) {
            ConnectionAttributes.encode(out, attributes);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComChangeUser that
                && user.equals(that.user)
                && Arrays.equals(authResponse, that.authResponse)
                && database.equals(that.database)
                && collation == that.collation
                && authPlugin.equals(that.authPlugin)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, Arrays.hashCode(authResponse), database, collation, authPlugin, attributes);
    }

    @Override
    public String toString() {
        return "ComChangeUser[user=" + user + ", authResponse=" + authResponse.length + " bytes, database=" + database
                + ", collation=" + collation + ", authPlugin=" + authPlugin + ", attributes=" + attributes + "]";
    }
}
