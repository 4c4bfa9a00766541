package dev.mysqlasync.internal.statement;

import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.internal.command.CommandPipeline;
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
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * PREPARE and EXECUTE in one flight: the execution names the id that the PREPARE is likely to be answered with, which is no other
 * statement's (see {@link StatementIds}). When the PREPARE is refused, or answered with another id, the server knows no statement
 * of that id, and the execution fails without having done anything. A server that executes something all the same has executed
 * another statement: then the connection is given up, and the request fails and says so. So it is when the statement has another
 * number of parameters than values were sent, which the server cannot tell from the packet.
 */
final class PrepareAndExecute implements Preparation.Owner, ResultSink {

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

    private final String sql;
    private final CommandPipeline pipeline;
    private final Consumer<PreparedHandle> prepared;
    private final ResultSink results;
    private final StatementLayout layout = new StatementLayout();
    private final int guess;
    private final int values;
    private State state = State.SENT;
    private @Nullable ErrPacket refusal;
    private @Nullable Throwable unsent;

    /**
     * A flight that is to be sent.
     *
     * @param values how many values the execution has
     * @param prepared takes the handle, before the execution is answered
     * @param results what the execution gives
     */
    PrepareAndExecute(
            String sql, int values, CommandPipeline pipeline, Consumer<PreparedHandle> prepared, ResultSink results) {
        this.sql = sql;
        this.values = values;
        this.pipeline = pipeline;
        this.prepared = prepared;
        this.results = results;
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

    /** Why the execution was not sent; {@code null} if it was. */
    @Nullable
    Throwable unsent() {
        return unsent;
    }

    /** What the server said to the PREPARE; {@code null} if it was no error, or is still to come. */
    @Nullable
    ErrPacket refusal() {
        return refusal;
    }

    /** Whether the execution can be none of the statement: under another id, or with another number of values. */
    boolean hasMissed() {
        return state == State.MISSED || state == State.MISCOUNTED;
    }

    // --- the answer to PREPARE -------------------------------------------------------------------------------------

    @Override
    public void prepared(PreparedHandle handle) {
        boolean counted = handle.parameterCount() == values;
        state = handle.statementId() != guess ? State.MISSED : counted ? State.PREPARED : State.MISCOUNTED;
        prepared.accept(handle);
    }

    @Override
    public void refused(ErrPacket error) {
        state = State.REFUSED;
        refusal = error;
    }

    // --- the answer to EXECUTE -------------------------------------------------------------------------------------

    @Override
    public void ok(OkPacket ok) {
        requirePrepared();
        results.ok(ok);
    }

    @Override
    public void columns(RowLayout layout) {
        requirePrepared();
        results.columns(layout);
    }

    @Override
    public boolean row(RowView row) {
        return results.row(row);
    }

    @Override
    public void endOfRows(OkPacket end) {
        results.endOfRows(end);
    }

    @Override
    public void error(ErrPacket error) {
        results.error(error);
    }

    private void requirePrepared() {
        switch (state) {
            case PREPARED -> {}
            case MISCOUNTED ->
                throw new MySqlProtocolException(
                        "the server executed a statement that has another number of parameters than the " + values
                                + " values that were sent: it may have run with other values",
                        null);
            default -> throw anotherMayHaveRun();
        }
    }

    private MySqlProtocolException anotherMayHaveRun() {
        ErrPacket refused = refusal;
        return new MySqlProtocolException(
                "the server executed a statement under an id that it had given to none: another statement may have"
                        + " run, with the values of this one",
                refused == null ? null : pipeline.failure(refused, sql));
    }
}
