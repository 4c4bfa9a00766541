package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ComStmtBulkExecute;
import dev.mysqlasync.protocol.ComStmtClose;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ComStmtFetch;
import dev.mysqlasync.protocol.ComStmtPrepare;
import dev.mysqlasync.protocol.ComStmtReset;
import dev.mysqlasync.protocol.ComStmtSendLongData;
import dev.mysqlasync.protocol.CommandByte;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.PrepareOk;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.testkit.sql.ColumnList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Handles the commands for prepared statements; holds the statements of one connection. */
final class StatementCommands {

    private static final int LAST_PREPARED = -1;

    private final ServerConversation conversation;
    private final Answers answers;
    private final Map<Integer, ServerStatement> statements = new HashMap<>();
    private int lastId;
    private boolean lastPrepared; // whether the last PREPARE succeeded

    StatementCommands(ServerConversation conversation, Answers answers) {
        this.conversation = conversation;
        this.answers = answers;
    }

    /** Handles the command. Returns false if it is not one of these. */
    boolean take(PayloadReader in) {
        switch (in.peek()) {
            case CommandByte.COM_STMT_PREPARE -> prepare(ComStmtPrepare.decode(in));
            case CommandByte.COM_STMT_EXECUTE -> execute(in);
            case CommandByte.COM_STMT_BULK_EXECUTE -> {
                return bulkExecute(in);
            }
            case CommandByte.COM_STMT_SEND_LONG_DATA -> longData(ComStmtSendLongData.decode(in));
            case CommandByte.COM_STMT_CLOSE -> close(ComStmtClose.decode(in));
            case CommandByte.COM_STMT_RESET -> reset(ComStmtReset.decode(in));
            case CommandByte.COM_STMT_FETCH -> fetch(ComStmtFetch.decode(in));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Deallocates all statements. */
    void clear() {
        statements.clear();
    }

    private void prepare(ComStmtPrepare command) {
        ReceivedCommand received = answers.record("COM_STMT_PREPARE", command.sql(), List.of());
        lastPrepared = false;
        if (answers.answerFromStub(received)) {
            return;
        }
        Stub stub = conversation.core().stubs().preparedBy(received);
        if (stub == null) {
            Reply own = answers.preview(command.sql());
            if (own == null) {
                conversation.replies().run(answers.unexpected(received), RowFormat.TEXT);
            } else {
                sendPrepared(command.sql(), own);
            }
        } else if (stub.prepareReply() != null) {
            conversation.replies().run(stub.prepareReply(), RowFormat.TEXT);
        } else {
            sendPrepared(command.sql(), stub.firstReply());
        }
    }

    private void sendPrepared(String sql, @Nullable Reply reply) {
        ServerStatement statement = new ServerStatement(++lastId, sql);
        statements.put(statement.id(), statement);
        lastPrepared = true;
        List<ColumnDefinition41> columns =
                reply != null && reply.parts().get(0) instanceof ReplyPart.Rows rows ? rows.columns() : List.of();
        PrepareOk ok = new PrepareOk(statement.id(), columns.size(), statement.parameterCount(), 0, true);
        conversation.output().send(out -> ok.encode(out, conversation.session().capabilities()));
        ResultPackets packets = conversation.replies().packets();
        packets.definitions(Collections.nCopies(statement.parameterCount(), ColumnList.text("?")), 0);
        packets.definitions(columns, 0);
    }

    private void execute(PayloadReader in) {
        int id = ComStmtExecute.statementId(in);
        ServerStatement statement = statement(id);
        if (statement == null) {
            answers.record("COM_STMT_EXECUTE");
            unknown(id, "mysqld_stmt_execute");
            return;
        }
        ComStmtExecute command =
                statement.decodeExecute(in, conversation.session().capabilities());
        ReceivedCommand received =
                answers.record("COM_STMT_EXECUTE", statement.sql(), command.parameters(), command.attributes());
        answers.answer(received, RowFormat.BINARY, command.readOnlyCursor() ? statement::openCursor : reply -> reply);
    }

    /** Handles COM_STMT_BULK_EXECUTE. Returns false if it was not negotiated. */
    private boolean bulkExecute(PayloadReader in) {
        if (!negotiated(Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS)) {
            return false;
        }
        int id = ComStmtBulkExecute.statementId(in);
        ServerStatement statement = statement(id);
        if (statement == null) {
            answers.record(ReceivedCommand.BULK);
            unknown(id, "mysqld_stmt_bulk_execute");
            return true;
        }
        ComStmtBulkExecute command = statement.decodeBulkExecute(in);
        List<@Nullable Object> rows = new ArrayList<>(command.rows().values());
        ReceivedCommand received = answers.record(ReceivedCommand.BULK, statement.sql(), rows, List.of());
        answers.answerBulk(received, command.unitResults());
        return true;
    }

    /** The statement with this id; null if there is none. MariaDB accepts -1 for the statement prepared last. */
    private @Nullable ServerStatement statement(int id) {
        boolean last = id == LAST_PREPARED && lastPrepared && !negotiated(Capability.CLIENT_LONG_PASSWORD);
        return statements.get(last ? lastId : id);
    }

    private boolean negotiated(long capability) {
        return Capability.has(conversation.session().capabilities(), capability);
    }

    private void longData(ComStmtSendLongData command) {
        ServerStatement statement = statements.get(command.statementId());
        answers.record("COM_STMT_SEND_LONG_DATA");
        if (statement != null && command.parameter() < statement.parameterCount()) {
            statement.appendLongData(command.parameter(), command.data());
        }
    }

    private void close(ComStmtClose command) {
        ServerStatement statement = statements.remove(command.statementId());
        answers.record("COM_STMT_CLOSE", statement == null ? "" : statement.sql(), List.of());
    }

    private void reset(ComStmtReset command) {
        ServerStatement statement = statements.get(command.statementId());
        ReceivedCommand received =
                answers.record("COM_STMT_RESET", statement == null ? "" : statement.sql(), List.of());
        if (statement == null) {
            unknown(command.statementId(), "mysqld_stmt_reset");
            return;
        }
        statement.reset();
        if (!answers.answerFromStub(received)) {
            conversation.replies().packets().ok();
        }
    }

    private void fetch(ComStmtFetch command) {
        ServerStatement statement = statements.get(command.statementId());
        ReceivedCommand received =
                answers.record("COM_STMT_FETCH", statement == null ? "" : statement.sql(), List.of());
        if (answers.answerFromStub(received)) {
            return;
        }
        if (statement == null) {
            unknown(command.statementId(), "mysqld_stmt_fetch");
            return;
        }
        conversation.replies().run(fetched(statement, command.rows()), RowFormat.BINARY);
    }

    private Reply fetched(ServerStatement statement, long rows) {
        OpenCursor cursor = statement.cursor();
        if (cursor == null) {
            return Replies.error(1421, "HY000", "The statement (" + statement.id() + ") has no open cursor.");
        }
        try {
            return cursor.fetch(rows);
        } catch (Throwable e) {
            // thrown by the test's code, which generates the rows
            conversation.core().log().unexpected("Generating the rows of a cursor failed: " + e);
            return Replies.error(
                    1105, "HY000", "fake server: generating the rows of a cursor failed: " + e.getMessage());
        }
    }

    private void unknown(int id, String function) {
        conversation.error(
                1243,
                "HY000",
                "Unknown prepared statement handler (" + Integer.toUnsignedString(id) + ") given to " + function);
    }
}
