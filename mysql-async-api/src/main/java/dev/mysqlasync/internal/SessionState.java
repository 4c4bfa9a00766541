package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.SessionChange;
import java.util.List;

/** What the driver knows of the session on the server. Used on the connection's I/O thread only. */
final class SessionState {

    private final StatementCache statements;
    private String schema;
    private ValueContext values;

    SessionState(String schema, int statementCacheSize, ValueContext values) {
        this.schema = schema;
        this.values = values;
        this.statements = new StatementCache(statementCacheSize);
    }

    /** The default schema; empty for none. */
    String schema() {
        return schema;
    }

    /** How values are read and sent now. */
    ValueContext values() {
        return values;
    }

    StatementCache statements() {
        return statements;
    }

    void changed(List<SessionChange> changes) {
        for (SessionChange change : changes) {
            if (change instanceof SessionChange.Schema current) {
                schema = current.name();
            } else if (change instanceof SessionChange.SystemVariable variable
                    && variable.name().equals("time_zone")) {
                values = values.withTimeZone(variable.value());
            }
        }
    }
}
