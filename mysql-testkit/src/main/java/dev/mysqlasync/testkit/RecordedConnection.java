package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.AuthPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fake server knows of a connection at one moment.
 *
 * @param connectionId the id, from 1
 * @param user the user last authenticated, or who tried; null before the client has said
 * @param authPlugin the plugin that the user was authenticated with, null before
 * @param authPath how the user was authenticated, null if that has not succeeded
 * @param authSwitched whether the client was asked to switch to that plugin
 * @param attributes the connection attributes that the client sent
 * @param capabilities what was negotiated, bits of {@link dev.mysqlasync.protocol.Capability}
 * @param database the default schema, null for none
 * @param closedBy who ended the connection, null while it is open
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
