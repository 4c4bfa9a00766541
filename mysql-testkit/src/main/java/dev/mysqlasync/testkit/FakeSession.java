package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.AuthPath;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session state that the fake server keeps for a connection. Confined to the connection's conversation. */
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

    /** Records the connection in the log. From now on it can be killed. */
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

    /** The status flags of every OK and EOF packet. */
    int statusFlags() {
        return (autocommit ? StatusFlag.SERVER_STATUS_AUTOCOMMIT : 0)
                | (inTransaction ? StatusFlag.SERVER_STATUS_IN_TRANS : 0);
    }

    /** The variables that SET has assigned, by their names in lower case. */
    Map<String, @Nullable Object> variables() {
        return variables;
    }

    void negotiated(long capabilities) {
        this.capabilities = capabilities;
        record();
    }

    /** Records the user, schema and attributes that the client sent. */
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

    /** Resets the session as COM_RESET_CONNECTION does: all but user, schema and capabilities. */
    void reset() {
        variables.clear();
        autocommit = true;
        inTransaction = false;
    }

    /** Records who closed the connection, unless that is known already. */
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
