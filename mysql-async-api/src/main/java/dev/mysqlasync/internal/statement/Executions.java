package dev.mysqlasync.internal.statement;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.session.CursorStatement;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.session.StatementStore;
import dev.mysqlasync.protocol.QueryAttribute;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Chooses how a statement is sent. */
public final class Executions {

    private Executions() {}

    public static Execution of(Statement statement) {
        ByteSource file = statement.localInfile();
        if (file != null) {
            return ofInfile(statement, file);
        }
        return ofStatement(statement, SessionState::statements);
    }

    /**
     * The execution that opens a cursor. Such a statement is prepared even without arguments. A statement that sends a
     * file opens no cursor.
     *
     * @param loan keeps the handle of the cursor
     */
    public static Execution ofCursor(Statement statement, CursorStatement loan) {
        ByteSource file = statement.localInfile();
        if (file != null) {
            return ofInfile(statement, file);
        }
        return statement.arguments().isEmpty() && statement.namedArguments().isEmpty()
                ? new PreparedExecution(statement.sql(), new Object[0], attributes(statement), session -> loan)
                : ofStatement(statement, session -> loan);
    }

    private static Execution ofInfile(Statement statement, ByteSource source) {
        if (!statement.arguments().isEmpty() || !statement.namedArguments().isEmpty()) {
            return new RejectedExecution(
                    statement.sql(),
                    "a statement with localInfile takes no arguments, because LOAD DATA LOCAL cannot be prepared");
        }
        return new LocalInfileExecution(statement.sql(), attributes(statement), source);
    }

    static boolean hasLong(Statement statement) {
        return Stream.concat(statement.arguments().stream(), statement.namedArguments().values().stream())
                .anyMatch(LongParameter.class::isInstance);
    }

    /** @param store keeps the prepared handles */
    private static Execution ofStatement(Statement statement, Function<SessionState, StatementStore> store) {
        List<QueryAttribute> attributes = attributes(statement);
        if (statement.arguments().isEmpty() && statement.namedArguments().isEmpty()) {
            return new TextExecution(statement.sql(), attributes);
        }
        if (statement.isRenderedByClient() && hasLong(statement)) {
            return new RejectedExecution(
                    statement.sql(), "a statement that is renderedByClient takes no LongParameter");
        }
        return mustBeRead(statement)
                ? new BoundExecution(statement, attributes, store)
                : new PreparedExecution(statement.sql(), statement.arguments().toArray(), attributes, store);
    }

    private static boolean mustBeRead(Statement statement) {
        return statement.isRenderedByClient()
                || !statement.namedArguments().isEmpty()
                || statement.arguments().stream().anyMatch(Collection.class::isInstance);
    }

    /** The query attributes, with their values not yet encoded. */
    public static List<QueryAttribute> attributes(Statement statement) {
        return statement.attributes().entrySet().stream()
                .map(attribute -> new QueryAttribute(attribute.getKey(), attribute.getValue()))
                .toList();
    }
}
