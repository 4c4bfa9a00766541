package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.internal.value.Columns;
import dev.mysqlasync.internal.value.MappedRows;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.StatusFlag;
import dev.mysqlasync.protocol.session.ResultSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that set a session up, and the question what the server is. They leave together, as far as the connection
 * takes several at once. Used on the connection's I/O thread only.
 */
final class SetUpFlight {

    /** Who wants the session set up. */
    interface Owner {

        /** Every statement is answered, none with an error. */
        void setUp(ServerFacts facts);

        /** Every statement that was sent is answered; this is the first thing that went wrong. */
        void notSetUp(RuntimeException cause);
    }

    private final Deque<String> unsent;
    private final CommandPipeline pipeline;
    private final Owner owner;
    private int unanswered;
    private boolean committing;
    private @Nullable ServerFacts facts;
    private @Nullable RuntimeException failure;

    /** The server is asked what it is after the first of the statements, before those that are the user's own. */
    SetUpFlight(List<String> statements, CommandPipeline pipeline, Owner owner) {
        this.unsent = new ArrayDeque<>(statements);
        String first = unsent.remove();
        unsent.addFirst(ServerFacts.QUERY);
        unsent.addFirst(first);
        this.pipeline = pipeline;
        this.owner = owner;
    }

    void send() {
        while (!unsent.isEmpty() && unanswered < pipeline.limit()) {
            String sql = unsent.remove();
            unanswered++;
            Answer answer = sql.equals(ServerFacts.QUERY) ? new FactsAnswer() : new Answer(sql);
            pipeline.send(new ComQuery(sql), ResultsReader.ofShortAnswer(answer));
        }
    }

    private void answered() {
        unanswered--;
        if (failure != null) {
            unsent.clear();
        }
        send();
        if (unanswered == 0 && !commits()) {
            end();
        }
    }

    /**
     * Whether it goes on to commit: what the user's own statements did stays, as it does of all that set-up does, and no transaction or
     * snapshot of theirs is left open to whoever uses the session first.
     */
    private boolean commits() {
        boolean open = (pipeline.conversation().status() & StatusFlag.SERVER_STATUS_IN_TRANS) != 0;
        if (failure != null || committing || !open) {
            return false;
        }
        committing = true;
        unsent.add("COMMIT");
        send();
        return true;
    }

    private void end() {
        if (failure != null) {
            owner.notSetUp(failure);
        } else if (facts == null) {
            owner.notSetUp(new MySqlProtocolException("no row came for " + ServerFacts.QUERY, null));
        } else {
            owner.setUp(facts);
        }
    }

    private void failed(RuntimeException cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** The answer to a statement whose rows are of no interest. */
    private class Answer implements ResultSink {
        private final String sql;

        Answer(String sql) {
            this.sql = sql;
        }

        @Override
        public void ok(OkPacket ok) {
            if (!ok.hasMoreResults()) {
                answered();
            }
        }

        @Override
        public void columns(RowLayout layout) {}

        @Override
        public boolean row(RowView row) {
            return true;
        }

        @Override
        public void endOfRows(OkPacket end) {
            ok(end);
        }

        @Override
        public void error(ErrPacket error) {
            failed(pipeline.failure(error, sql));
            answered();
        }
    }

    /** What the server says of itself in one row, which holds until a later statement's answer says otherwise. */
    private final class FactsAnswer extends Answer {

        private final MappedRows<ServerFacts> rows = new MappedRows<>(ServerFacts::of, () -> ValueContext.DEFAULT);

        FactsAnswer() {
            super(ServerFacts.QUERY);
        }

        @Override
        public void columns(RowLayout layout) {
            rows.columns(layout, Columns.of(layout));
        }

        @Override
        public boolean row(RowView row) {
            if (facts != null) {
                throw new ProtocolException("more than one row came for " + ServerFacts.QUERY);
            }
            try {
                ServerFacts told = rows.of(row);
                facts = told;
                pipeline.session().begins(told);
            } catch (RuntimeException e) {
                failed(e);
            }
            return true;
        }
    }
}
