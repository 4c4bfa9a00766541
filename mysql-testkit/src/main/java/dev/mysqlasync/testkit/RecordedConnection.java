package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.AuthPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a connection of the fake server.
 *
 * @param connectionId the connection id, from 1
 * @param user the user that last authenticated or tried to; null before the client has sent one
 * @param authPlugin the plugin that the user is authenticated with; null before authentication starts
 * @param authPath how the user was authenticated; null if authentication has not succeeded
 * @param authSwitched whether the server sent an auth switch request
 * @param attributes the connection attributes that the client sent
 * @param capabilities the negotiated capabilities, bits of {@link dev.mysqlasync.protocol.Capability}
 * @param database the default schema; null for none
 * @param closedBy who closed the connection; null while it is open
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public record RecordedConnection(
        long connectionId,
        @Nullable String user,
        @Nullable String authPlugin,
        @Nullable AuthPath authPath,
        boolean authSwitched,
        Map<String, String> attributes,
        long capabilities,
        @Nullable String database,
        @Nullable ClosedBy closedBy) {

    public RecordedConnection {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
