package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.AuthPath;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one connection's session, as far as the fake server keeps one. Confined to its conversation. */
final class FakeSession {

    private final long connectionId;
    private final ServerLog log;
    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private @Nullable String user;
    private @Nullable String authPlugin;
    private @Nullable AuthPath authPath;
    private boolean authSwitched;
    private Map<String, String> attributes = Map.of();
    private long capabilities;
    private @Nullable String database;
    private @Nullable ClosedBy closedBy;
    private boolean autocommit = true;
    private boolean inTransaction;

    FakeSession(long connectionId, ServerLog log) {
        this.connectionId = connectionId;
        this.log = log;
    }

    /** Shows the connection in the log, from when on it can be killed. */
    void opened() {
        record();
    }

    long connectionId() {
        return connectionId;
    }

    String user() {
        return user == null ? "" : user;
    }

    long capabilities() {
        return capabilities;
    }

    @Nullable
    String database() {
        return database;
    }

    boolean isInTransaction() {
        return inTransaction;
    }

    boolean isAutocommit() {
        return autocommit;
    }

    /** The status flags that go with every OK and EOF packet. */
    int statusFlags() {
        return (autocommit ? StatusFlag.SERVER_STATUS_AUTOCOMMIT : 0)
                | (inTransaction ? StatusFlag.SERVER_STATUS_IN_TRANS : 0);
    }

    /** What the session's SET has assigned, by the variable's name in small letters. */
    Map<String, @Nullable Object> variables() {
        return variables;
    }

    void negotiated(long capabilities) {
        this.capabilities = capabilities;
        record();
    }

    /** Who the client says it is. */
    void claims(String user, @Nullable String database, Map<String, String> attributes) {
        this.user = user;
        this.database = database == null || database.isEmpty() ? null : database;
        this.attributes = attributes;
        authPlugin = null;
        authPath = null;
        authSwitched = false;
        record();
    }

    void authenticating(String plugin, boolean switched) {
        authPlugin = plugin;
        authSwitched = switched;
        record();
    }

    void authenticated(AuthPath path) {
        authPath = path;
        record();
    }

    void database(@Nullable String name) {
        database = name;
        record();
    }

    void autocommit(boolean on) {
        inTransaction &= !on;
        autocommit = on;
    }

    void beginTransaction() {
        inTransaction = true;
    }

    void endTransaction() {
        inTransaction = false;
    }

    /** What COM_RESET_CONNECTION does: all but user, schema and what was negotiated starts over. */
    void reset() {
        variables.clear();
        autocommit = true;
        inTransaction = false;
    }

    /** Notes who has ended the connection, unless that is known. */
    void closed(ClosedBy by) {
        if (closedBy == null) {
            closedBy = by;
            record();
        }
    }

    private void record() {
        log.connection(new RecordedConnection(
                connectionId, user, authPlugin, authPath, authSwitched, attributes, capabilities, database, closedBy));
    }
}
