package dev.mysqlasync.internal.statement;

import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.session.StatementIds;
import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.session.ResultSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import dev.mysqlasync.protocol.session.StatementLayout;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * PREPARE and EXECUTE in one flight: the execution names the id that the PREPARE is likely to be answered with, which is no other
 * statement's (see {@link StatementIds}). When the PREPARE is refused, or answered with another id, the server knows no statement
 * of that id, and the execution fails without having done anything. A server that executes something all the same has executed
 * another statement: then the connection is given up, and the request fails and says so. So it is when the statement has another
 * number of parameters than values were sent, which the server cannot tell from the packet.
 */
final class PrepareAndExecute extends PreparedRun.Step implements Preparation.Owner, ResultSink {

    private enum State {
        /** The PREPARE is to be answered. Exits: PREPARED, MISSED, MISCOUNTED, REFUSED. */
        SENT,
        /** With the id that was guessed: the execution is of this statement. No exit. */
        PREPARED,
        /** With another id: the execution has to fail. No exit. */
        MISSED,
        /** With the id that was guessed, and another number of parameters: the execution has to fail. No exit. */
        MISCOUNTED,
        /** The execution has to fail. No exit. */
        REFUSED
    }

    private final PreparedRun run;
    private final String sql;
    private final CommandPipeline pipeline;
    private final ResultRequest<?> request;
    private final StatementLayout layout = new StatementLayout();
    private final int guess;
    private final int values;
    private State state = State.SENT;
    private @Nullable ErrPacket refusal;
    private @Nullable Throwable unsent; // why the execution was not sent
    private PreparedRun.@Nullable Use missed; // what the execution is to be sent again with, once it has failed

    /**
     * A flight that is to be sent.
     *
     * @param values how many values the execution has
     * @param request takes what the execution gives
     */
    PrepareAndExecute(PreparedRun run, String sql, int values, CommandPipeline pipeline, ResultRequest<?> request) {
        this.run = run;
        this.sql = sql;
        this.values = values;
        this.pipeline = pipeline;
        this.request = request;
        this.guess = pipeline.session().statementIds().guess();
    }

    /** Sends both. An execution that cannot be sent is remembered, since the PREPARE is on its way then. */
    void send(IntFunction<ClientCommand> execution) {
        new Preparation(sql, pipeline, this, layout).send();
        try {
            pipeline.send(execution.apply(guess), ResultsReader.ofExecute(layout, this));
        } catch (Throwable e) {
            unsent = e;
        }
    }

    @Override
    boolean isExecuted() {
        return unsent == null;
    }

    // --- the answer to PREPARE -------------------------------------------------------------------------------------

    @Override
    public void prepared(PreparedHandle handle) {
        PreparedRun.Use use = run.added(handle);
        state = handle.statementId() != guess ? State.MISSED : use.isCounted() ? State.PREPARED : State.MISCOUNTED;
        if (unsent != null) {
            pipeline.release();
            run.end(use, Failures.ofSending(unsent, sql));
        } else if (state == State.PREPARED) {
            run.executedWith(use);
        } else {
            missed = use;
        }
    }

    /** The error of the PREPARE is the one that says something; that of the EXECUTE is still to come, if it was sent. */
    @Override
    public void refused(ErrPacket error) {
        state = State.REFUSED;
        refusal = error;
        if (unsent != null) {
            run.refusedToPrepare(error);
        }
    }

    // --- the answer to EXECUTE -------------------------------------------------------------------------------------

    @Override
    public void ok(OkPacket ok) {
        requirePrepared();
        request.ok(ok);
    }

    @Override
    public void columns(RowLayout layout) {
        requirePrepared();
        request.columns(layout);
    }

    @Override
    public boolean row(RowView row) {
        return request.row(row);
    }

    @Override
    public void endOfRows(OkPacket end) {
        request.endOfRows(end);
    }

    @Override
    public void error(ErrPacket error) {
        request.error(error);
    }

    @Override
    boolean triesAgain(ErrPacket error) {
        ErrPacket refused = refusal;
        if (refused == null) {
            return missed != null && executeAgain(missed, error);
        }
        if (PrepareRefusal.isOfRoom(refused) && pipeline.isAlone(request)) {
            run.prepare(true); // which makes room first
        } else {
            run.refusedToPrepare(refused);
        }
        return true;
    }

    /** Nothing was executed: the server knows no statement of the id that was guessed, or refused another number of values. */
    private boolean executeAgain(PreparedRun.Use use, ErrPacket error) {
        pipeline.release();
        if (use.isCounted() && !HandleErrors.isUnknown(error)) {
            use.closeEvicted();
            return false; // the transaction is gone, or worse
        }
        run.executeIfCounted(use, true);
        return true;
    }

    private void requirePrepared() {
        switch (state) {
            case PREPARED -> {}
            case MISCOUNTED ->
                throw new MySqlProtocolException(
                        "the server executed a statement whose number of parameters is not " + values
                                + ", the number of values sent: it may have run with other values",
                        null);
            default -> throw anotherMayHaveRun();
        }
    }

    private MySqlProtocolException anotherMayHaveRun() {
        ErrPacket refused = refusal;
        return new MySqlProtocolException(
                "the server executed a statement ID that it had not assigned: another statement may have run with"
                        + " these values",
                refused == null ? null : pipeline.failure(refused, sql));
    }
}
