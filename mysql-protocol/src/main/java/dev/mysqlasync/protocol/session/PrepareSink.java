package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ErrPacket;
import java.util.List;

/** Receives the response to COM_STMT_PREPARE; one of the two methods is called, once. */
public interface PrepareSink {

    /**
     * The statement is prepared.
     *
     * @param statementId the server's handle, an unsigned 32-bit number
     * @param parameterCount the number of its parameters; what servers say of their types is not to be relied on
     * @param columns the columns as they were at preparation; an execution says what they are then
     */
    void prepared(int statementId, int parameterCount, List<ColumnDefinition41> columns);

    void error(ErrPacket error);
}
