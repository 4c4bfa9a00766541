package dev.mysqlasync.internal.setup;

import dev.mysqlasync.MySqlProtocolException;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.session.ServerFacts;
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
import org.jspecify.annotations.Nullable;

/**
 * The statements that set up a session, and the query for the server's facts. They are pipelined as far as the
 * connection's limit allows. Used only on the connection's I/O thread.
 */
final class SetupStatements {

    /** Receives the outcome of the setup. */
    interface Owner {

        /** All statements have succeeded. */
        void setUp(ServerFacts facts);

        /**
         * All statements that were sent are answered.
         *
         * @param cause the first failure
         */
        void notSetUp(RuntimeException cause);
    }

    /** A statement that is still to be sent. */
    private interface Step {
        void send();
    }

    private final Deque<Step> unsent = new ArrayDeque<>();
    private final CommandPipeline pipeline;
    private final Owner owner;
    private int unanswered;
    private boolean committing;
    private boolean asked;
    private @Nullable ServerFacts facts;
    private @Nullable RuntimeException failure;

    /** Queries the server's facts after the settings, and before the user's own statements. */
    SetupStatements(SetupSql setup, CommandPipeline pipeline, Owner owner) {
        this.pipeline = pipeline;
        this.owner = owner;
        unsent.add(() -> say(new SettingsAnswer(setup)));
        unsent.add(this::ask);
        setup.others().forEach(sql -> unsent.add(() -> say(new Answer(sql))));
    }

    void send() {
        while (!unsent.isEmpty() && unanswered < pipeline.limit()) {
            unanswered++;
            unsent.remove().send();
        }
    }

    private void ask() {
        asked = true;
        say(new FactsAnswer(pipeline.session().question().sql()));
    }

    private void say(Answer answer) {
        pipeline.send(new ComQuery(answer.sql), ResultsReader.ofShortAnswer(answer));
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
     * Sends COMMIT if the user's statements have left a transaction open, and returns whether it does. What they
     * changed is kept, and no transaction or snapshot of theirs stays open for the first user.
     */
    private boolean commits() {
        boolean open = (pipeline.conversation().status() & StatusFlag.SERVER_STATUS_IN_TRANS) != 0;
        if (failure != null || committing || !open) {
            return false;
        }
        committing = true;
        unsent.add(() -> say(new Answer("COMMIT")));
        send();
        return true;
    }

    private void end() {
        if (failure != null) {
            owner.notSetUp(failure);
        } else if (facts == null) {
            owner.notSetUp(new MySqlProtocolException(
                    "the server returned no row for "
                            + pipeline.session().question().sql(),
                    null));
        } else {
            owner.setUp(facts);
        }
    }

    private void failed(RuntimeException cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** The answer to a statement, whose rows are ignored. */
    private class Answer implements ResultSink {
        final String sql;

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

    /**
     * The answer to the settings. MySQL Router rejects session tracking when it shares connections, because it has
     * enabled it already, for more than the driver asks. The settings are then sent again without session tracking.
     */
    private final class SettingsAnswer extends Answer {

        private static final int ER_VARIABLE_NOT_SETTABLE_IN_TRANSACTION = 1766;

        private final SetupSql setup;

        SettingsAnswer(SetupSql setup) {
            super(setup.settings());
            this.setup = setup;
        }

        @Override
        public void error(ErrPacket error) {
            if (error.code() == ER_VARIABLE_NOT_SETTABLE_IN_TRANSACTION && setup.tracks()) {
                if (asked) {
                    unsent.addFirst(SetupStatements.this::ask); // again, after the settings
                }
                unsent.addFirst(() -> say(new Answer(setup.settingsWithoutTracking())));
                answered();
            } else {
                super.error(error);
            }
        }
    }

    /** The server's facts, in one row. They hold until the answer to a later statement reports a change. */
    private final class FactsAnswer extends Answer {

        private final MappedRows<ServerFacts> rows =
                new MappedRows<>(pipeline.session().question()::answered, () -> ValueContext.DEFAULT);
        private boolean told;

        FactsAnswer(String sql) {
            super(sql);
        }

        @Override
        public void columns(RowLayout layout) {
            rows.columns(layout, Columns.of(layout));
        }

        @Override
        public boolean row(RowView row) {
            if (told) {
                throw new ProtocolException("the server returned more than one row for " + sql);
            }
            told = true;
            try {
                ServerFacts found = rows.of(row);
                facts = found;
                pipeline.session().begins(found);
            } catch (RuntimeException e) {
                failed(e);
            }
            return true;
        }

        @Override
        public void error(ErrPacket error) {
            if (pipeline.session().question().refused()) {
                unsent.addFirst(SetupStatements.this::ask);
                answered();
            } else {
                super.error(error);
            }
        }
    }
}
