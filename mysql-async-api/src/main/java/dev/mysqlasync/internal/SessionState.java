package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.SessionChange;
import java.util.List;

/** What the driver knows of the session on the server. Used on the connection's I/O thread only. */
final class SessionState {

    private final StatementCache statements;
    private String schema;

    SessionState(String schema, int statementCacheSize) {
        this.schema = schema;
        this.statements = new StatementCache(statementCacheSize);
    }

    /** The default schema; empty for none. */
    String schema() {
        return schema;
    }

    StatementCache statements() {
        return statements;
    }

    void changed(List<SessionChange> changes) {
        for (SessionChange change : changes) {
            if (change instanceof SessionChange.Schema current) {
                schema = current.name();
            }
        }
    }
}
