package dev.mysqlasync.internal.session;

import dev.mysqlasync.internal.value.ParameterClasses;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.session.ResultSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import dev.mysqlasync.protocol.session.StatementLayout;
import java.util.List;

/** A prepared statement on the server, and the classes that its parameters were used with. */
public final class PreparedHandle {

    private final int statementId;
    private final List<ColumnDefinition41> columns;
    private final StatementLayout layout;
    private final byte[] classes;
    private final long columnBytes;

    public PreparedHandle(int statementId, int parameterCount, List<ColumnDefinition41> columns) {
        this(statementId, parameterCount, columns, new StatementLayout());
    }

    /** @param layout receives the columns; an execution that is already under way reads its rows with them */
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

    /** The columns in the answer to PREPARE. An execution can have other columns. */
    public List<ColumnDefinition41> columns() {
        return columns;
    }

    /** The approximate memory of its columns, in bytes. */
    long columnBytes() {
        return columnBytes;
    }

    /** The reader for the response to an execution. */
    public ResultsReader reader(ResultSink sink) {
        return ResultsReader.ofExecute(layout, sink);
    }

    public boolean fits(byte[] wanted) {
        return ParameterClasses.fit(classes, wanted);
    }

    /** Records an execution with parameters of these classes, which fit. */
    public void usedWith(byte[] used) {
        ParameterClasses.fix(classes, used);
    }
}
