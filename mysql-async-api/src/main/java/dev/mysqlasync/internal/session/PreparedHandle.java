package dev.mysqlasync.internal.session;

import dev.mysqlasync.internal.value.ParameterClasses;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.session.ResultSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import dev.mysqlasync.protocol.session.StatementLayout;
import java.util.List;

/** A statement as it is prepared on the server, and what its parameters have been used for. */
public final class PreparedHandle {

    private final int statementId;
    private final List<ColumnDefinition41> columns;
    private final StatementLayout layout;
    private final byte[] classes;
    private final long columnBytes;

    public PreparedHandle(int statementId, int parameterCount, List<ColumnDefinition41> columns) {
        this(statementId, parameterCount, columns, new StatementLayout());
    }

    /** @param layout what an execution that is on its way already takes for the columns */
    public PreparedHandle(
            int statementId, int parameterCount, List<ColumnDefinition41> columns, StatementLayout layout) {
        this.statementId = statementId;
        this.columns = columns;
        this.layout = layout;
        if (!columns.isEmpty()) {
            layout.columns(RowLayout.of(RowFormat.BINARY, columns));
        }
        this.classes = new byte[parameterCount];
        this.columnBytes = columns.stream().mapToLong(ColumnDefinition41::bytes).sum();
    }

    public int statementId() {
        return statementId;
    }

    public int parameterCount() {
        return classes.length;
    }

    /** The columns as PREPARE described them; those of an execution may be others. */
    public List<ColumnDefinition41> columns() {
        return columns;
    }

    /** About how many bytes its columns take in memory. */
    long columnBytes() {
        return columnBytes;
    }

    /** What reads the response to an execution of it. */
    public ResultsReader reader(ResultSink sink) {
        return ResultsReader.ofExecute(layout, sink);
    }

    public boolean fits(byte[] wanted) {
        return ParameterClasses.fit(classes, wanted);
    }

    /** Notes an execution with parameters of these classes, which fit. */
    public void usedWith(byte[] used) {
        ParameterClasses.fix(classes, used);
    }
}
