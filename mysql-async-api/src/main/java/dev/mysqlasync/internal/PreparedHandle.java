package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ComStmtClose;
import java.util.List;

/** A statement as it is prepared on the server, and what its parameters have been used for. */
final class PreparedHandle {

    private final int statementId;
    private final List<ColumnDefinition41> columns;
    private final byte[] classes;

    PreparedHandle(int statementId, int parameterCount, List<ColumnDefinition41> columns) {
        this.statementId = statementId;
        this.columns = columns;
        this.classes = new byte[parameterCount];
    }

    int statementId() {
        return statementId;
    }

    int parameterCount() {
        return classes.length;
    }

    /** The columns as PREPARE described them; those of an execution may be others. */
    List<ColumnDefinition41> columns() {
        return columns;
    }

    boolean fits(byte[] wanted) {
        return ParameterClasses.fit(classes, wanted);
    }

    /** Notes an execution with parameters of these classes, which fit. */
    void usedWith(byte[] used) {
        ParameterClasses.fix(classes, used);
    }

    /** Drops it on the server, which does not answer. */
    void close(CommandPipeline pipeline) {
        pipeline.send(new ComStmtClose(statementId), null);
    }
}
