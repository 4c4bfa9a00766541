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
 * PREPARE and EXECUTE sent together. The EXECUTE carries a guess at the statement ID that the server will assign. No
 * other statement of the session has that ID (see {@link StatementIds}). If the PREPARE is rejected, or gets another
 * ID, the server does not know the guessed ID. Then the EXECUTE fails and executes nothing.
 *
 * <p>If the server executes something nevertheless, it has executed another statement. Then the request fails with a
 * protocol error, and the connection is closed. The same holds if the server executes a statement whose number of
 * parameters is not the number of values sent. It cannot see that in the packet.
 */
final class PrepareAndExecute extends PreparedRun.Step implements Preparation.Owner, ResultSink {

    private enum State {
        /** The PREPARE is not yet answered. Exits: PREPARED, MISSED, MISCOUNTED, REFUSED. */
        SENT,
        /** The server assigned the guessed ID, so the EXECUTE runs this statement. No exit. */
        PREPARED,
        /** The server assigned another ID, so the EXECUTE must fail. No exit. */
        MISSED,
        /** The guess was right, but the number of parameters differs, so the EXECUTE must fail. No exit. */
        MISCOUNTED,
        /** The server rejected the PREPARE, so the EXECUTE must fail. No exit. */
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
    private @Nullable Throwable unsent; // why the EXECUTE could not be sent
    private PreparedRun.@Nullable Use missed; // for executing again after the EXECUTE has failed

    /**
     * Creates it without sending anything.
     *
     * @param values the number of values in the EXECUTE
     * @param request receives the results of the EXECUTE
     */
    PrepareAndExecute(PreparedRun run, String sql, int values, CommandPipeline pipeline, ResultRequest<?> request) {
        this.run = run;
        this.sql = sql;
        this.values = values;
        this.pipeline = pipeline;
        this.request = request;
        this.guess = pipeline.session().statementIds().guess();
    }

    /**
     * Sends both. If the EXECUTE cannot be sent, its failure waits for the answer to the PREPARE, which is under way.
     */
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

    /** The error of the PREPARE is the informative one. If the EXECUTE was sent, its error is still to come. */
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
            run.prepare(true); // makes room first
        } else {
            run.refusedToPrepare(refused);
        }
        return true;
    }

    /** Executes again if the server did not know the guessed ID. With a wrong number of values, the request fails. */
    private boolean executeAgain(PreparedRun.Use use, ErrPacket error) {
        pipeline.release();
        if (use.isCounted() && !HandleErrors.isUnknown(error)) {
            use.closeEvicted();
            return false; // another error, such as a lost transaction: not retried
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
