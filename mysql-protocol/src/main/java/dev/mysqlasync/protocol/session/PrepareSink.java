package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ErrPacket;
import java.util.List;

/** Receives the response to COM_STMT_PREPARE. Exactly one of the methods is called, once. */
public interface PrepareSink {

    /**
     * The statement is prepared.
     *
     * @param statementId the statement id, an unsigned 32-bit number
     * @param parameterCount the number of parameters; their types are not given, because servers do not report them
     *     reliably
     * @param columns the columns at the time of the preparation; an execution may report others
     */
    void prepared(int statementId, int parameterCount, List<ColumnDefinition41> columns);

    void error(ErrPacket error);
}
