package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.ComChangeUser;
import dev.mysqlasync.protocol.ComInitDb;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ComSetOption;
import dev.mysqlasync.protocol.CommandByte;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.RowFormat;

/**
 * The command phase. Reads commands and answers those that do not concern prepared statements.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_command_phase.html">Command Phase</a>
 */
final class CommandPhase implements Phase {

    private final ServerConversation conversation;
    private final FakeSession session;
    private final Answers answers;
    private final StatementCommands statements;

    CommandPhase(ServerConversation conversation) {
        this.conversation = conversation;
        this.session = conversation.session();
        this.answers = new Answers(conversation);
        this.statements = new StatementCommands(conversation, answers);
    }

    @Override
    public void packet(PayloadReader in, int sequence) {
        if (sequence != 0) {
            throw new ProtocolException("a command has sequence id " + sequence + " instead of 0");
        }
        try {
            dispatch(in);
        } catch (ProtocolException e) {
            conversation.error(1835, "HY000", "Malformed communication packet: " + e.getMessage());
        }
    }

    private void dispatch(PayloadReader in) {
        switch (in.peek()) {
            case CommandByte.COM_QUIT -> quit();
            case CommandByte.COM_QUERY -> query(ComQuery.decode(in, session.capabilities()));
            case CommandByte.COM_PING -> simple("COM_PING", () -> {});
            case CommandByte.COM_INIT_DB -> initDb(ComInitDb.decode(in));
            case CommandByte.COM_RESET_CONNECTION -> simple("COM_RESET_CONNECTION", this::reset);
            case CommandByte.COM_CHANGE_USER -> changeUser(ComChangeUser.decode(in, session.capabilities()));
            case CommandByte.COM_SET_OPTION -> {
                ComSetOption.decode(in);
                setOption();
            }
            default -> {
                if (!statements.take(in)) {
                    conversation.error(1047, "08S01", "Unknown command");
                }
            }
        }
    }

    private void query(ComQuery query) {
        answers.answer(answers.record("COM_QUERY", query.sql(), query.attributes()), RowFormat.TEXT);
    }

    /** Answers a command with OK, unless a stub answers it. */
    private void simple(String name, Runnable effect) {
        if (!answers.answerFromStub(answers.record(name))) {
            effect.run();
            conversation.replies().packets().ok();
        }
    }

    private void initDb(ComInitDb command) {
        simple("COM_INIT_DB", () -> session.database(command.schema()));
    }

    private void reset() {
        session.reset();
        statements.clear();
    }

    private void quit() {
        answers.record("COM_QUIT");
        conversation.end(ClosedBy.QUIT);
    }

    private void setOption() {
        if (!answers.answerFromStub(answers.record("COM_SET_OPTION"))) {
            conversation.replies().packets().end(0, 0, false);
        }
    }

    /** Like real servers, ignores the auth response in the command and sends a new challenge. */
    private void changeUser(ComChangeUser command) {
        if (answers.answerFromStub(answers.record("COM_CHANGE_USER"))) {
            return;
        }
        session.reset();
        session.claims(command.user(), command.database(), command.attributes());
        Runnable accepted = () -> conversation.enter(new CommandPhase(conversation));
        new Authentication(conversation, new FaultPoint(conversation, null), accepted).beginWithSwitch();
    }
}
