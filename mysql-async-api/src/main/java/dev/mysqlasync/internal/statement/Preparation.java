package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ComStmtPrepare;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.session.PrepareReader;
import dev.mysqlasync.protocol.session.PrepareSink;
import dev.mysqlasync.protocol.session.StatementLayout;
import java.util.List;

/**
 * A PREPARE and its answer. If the server has too many prepared statements, the connection closes its cached ones and
 * sends the PREPARE again.
 */
public final class Preparation implements PrepareSink {

    /** Receives the answer. */
    public interface Owner {

        /** The statement is prepared. The owner keeps or closes the handle. */
        void prepared(PreparedHandle handle);

        void refused(ErrPacket error);
    }

    private static final int ER_MAX_PREPARED_STMT_COUNT_REACHED = 1461;

    private final String sql;
    private final CommandPipeline pipeline;
    private final Owner owner;
    private final StatementLayout layout;
    private boolean mayMakeRoom;

    public Preparation(String sql, CommandPipeline pipeline, Owner owner) {
        this(sql, pipeline, owner, new StatementLayout());
        mayMakeRoom = true;
    }

    /**
     * A PREPARE that is followed at once by its execution, so it is sent only once.
     *
     * @param layout receives the columns; the execution reads its rows with them
     */
    public Preparation(String sql, CommandPipeline pipeline, Owner owner, StatementLayout layout) {
        this.sql = sql;
        this.pipeline = pipeline;
        this.owner = owner;
        this.layout = layout;
    }

    public void send() {
        pipeline.send(new ComStmtPrepare(sql), new PrepareReader(this));
    }

    @Override
    public void prepared(int statementId, int parameterCount, List<ColumnDefinition41> columns) {
        pipeline.session().statementIds().prepared(statementId);
        owner.prepared(new PreparedHandle(statementId, parameterCount, columns, layout));
    }

    @Override
    public void error(ErrPacket error) {
        pipeline.session().statementIds().refused();
        if (error.code() == ER_MAX_PREPARED_STMT_COUNT_REACHED && mayMakeRoom) {
            mayMakeRoom = false;
            List<PreparedHandle> kept = pipeline.session().statements().clear();
            if (!kept.isEmpty()) {
                kept.forEach(pipeline::close);
                send();
                return;
            }
        }
        owner.refused(error);
    }
}
