package dev.mysqlasync.internal;

import dev.mysqlasync.Statement;
import dev.mysqlasync.protocol.QueryAttribute;
import java.util.List;

/** Chooses how a statement is sent. */
final class Sendings {

    private Sendings() {}

    static Sending of(Statement statement) {
        List<QueryAttribute> attributes = statement.attributes().entrySet().stream()
                .map(attribute -> new QueryAttribute(attribute.getKey(), attribute.getValue()))
                .toList();
        return statement.arguments().isEmpty()
                ? new TextSending(statement.sql(), attributes)
                : new PreparedSending(statement.sql(), statement.arguments().toArray(), attributes);
    }
}
