package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.protocol.RowFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Records commands and answers them: with a stub's reply, else with the server's own, else with an error. */
final class Answers {

    private static final int MAX_MESSAGE_LENGTH = 512;

    private final ServerConversation conversation;
    private final FakeSession session;
    private final Housekeeping housekeeping;

    Answers(ServerConversation conversation) {
        this.conversation = conversation;
        this.session = conversation.session();
        this.housekeeping = new Housekeeping(conversation);
    }

    ReceivedCommand record(String command) {
        return record(command, "", List.of(), List.of());
    }

    ReceivedCommand record(String command, String sql, List<QueryAttribute> attributes) {
        return record(command, sql, List.of(), attributes);
    }

    ReceivedCommand record(String command, String sql, List<@Nullable Object> params, List<QueryAttribute> attributes) {
        Map<String, @Nullable Object> byName = new LinkedHashMap<>();
        attributes.forEach(attribute -> byName.put(attribute.name(), attribute.value()));
        return conversation
                .core()
                .log()
                .add(sequence -> new ReceivedCommand(
                        session.connectionId(),
                        sequence,
                        command,
                        sql,
                        params,
                        byName,
                        session.user(),
                        session.database(),
                        session.isInTransaction()));
    }

    /** Answers a command that executes SQL. */
    void answer(ReceivedCommand command, RowFormat format) {
        answer(command, format, UnaryOperator.identity());
    }

    /** Answers a command that executes SQL, with a change to the reply. */
    void answer(ReceivedCommand command, RowFormat format, UnaryOperator<Reply> change) {
        Reply reply = fromStub(command);
        if (reply != null) {
            if (reply.succeeds()) {
                housekeeping.follow(command.sql());
            }
        } else {
            reply = housekeeping.answer(command.sql());
        }
        conversation.replies().run(reply != null ? change.apply(reply) : unexpected(command), format);
    }

    /** Answers COM_STMT_BULK_EXECUTE. Stubs see one execution for each row; one reply combines their replies. */
    void answerBulk(ReceivedCommand command, boolean unitResults) {
        BulkReply sum = new BulkReply();
        for (ReceivedCommand execution : command.executions()) {
            Reply reply = fromStub(execution);
            if (!sum.add(reply != null ? reply : unexpected(execution))) {
                break;
            }
        }
        Reply reply = unitResults ? sum.ofUnits() : sum.ofAll();
        if (reply.succeeds()) {
            housekeeping.follow(command.sql());
        }
        conversation.replies().run(reply, RowFormat.BINARY);
    }

    /** Answers a command without SQL with a stub's reply. Returns false if no stub matches. */
    boolean answerFromStub(ReceivedCommand command) {
        Reply reply = fromStub(command);
        if (reply == null) {
            return false;
        }
        conversation.replies().run(reply, RowFormat.TEXT);
        return true;
    }

    /** The server's own reply to this SQL, without its effect; null if it has none. */
    @Nullable
    Reply preview(String sql) {
        return housekeeping.preview(sql);
    }

    /** Reports an unexpected command. Returns the error to answer it with. */
    Reply unexpected(ReceivedCommand command) {
        String report = MissReport.of(command, conversation.core().stubs().all());
        conversation.core().log().unexpected(report);
        String message = report.length() <= MAX_MESSAGE_LENGTH ? report : report.substring(0, MAX_MESSAGE_LENGTH);
        return Replies.error(1105, "HY000", message);
    }

    private @Nullable Reply fromStub(ReceivedCommand command) {
        try {
            Function<ReceivedCommand, Reply> claimed =
                    conversation.core().stubs().claim(command);
            return claimed == null ? null : claimed.apply(command);
        } catch (Throwable e) {
            // thrown by the test's code: a predicate or a computed reply
            conversation.core().log().unexpected("The stub for \"" + command.sql() + "\" failed: " + e);
            return Replies.error(1105, "HY000", "fake server: the stub failed: " + e);
        }
    }
}
