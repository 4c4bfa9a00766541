package dev.mysqlasync.internal;

import dev.mysqlasync.Statement;
import dev.mysqlasync.protocol.QueryAttribute;
import java.util.List;

/** Chooses how a statement is sent. */
final class Sendings {

    private Sendings() {}

    static Sending of(Statement statement) {
        return statement.arguments().isEmpty()
                ? new TextSending(statement.sql(), attributes(statement))
                : new PreparedSending(statement.sql(), statement.arguments().toArray(), attributes(statement));
    }

    /** A statement with a cursor is prepared even without arguments. */
    static Sending ofCursor(Statement statement, CursorLoan loan) {
        return new PreparedSending(
                statement.sql(), statement.arguments().toArray(), attributes(statement), session -> loan);
    }

    private static List<QueryAttribute> attributes(Statement statement) {
        return statement.attributes().entrySet().stream()
                .map(attribute -> new QueryAttribute(attribute.getKey(), attribute.getValue()))
                .toList();
    }
}
