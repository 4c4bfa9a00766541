package dev.mysqlasync.internal;

import dev.mysqlasync.Statement;
import dev.mysqlasync.protocol.QueryAttribute;
import java.util.Collection;
import java.util.List;

/** Chooses how a statement is sent. */
final class Sendings {

    private Sendings() {}

    static Sending of(Statement statement) {
        List<QueryAttribute> attributes = statement.attributes().entrySet().stream()
                .map(attribute -> new QueryAttribute(attribute.getKey(), attribute.getValue()))
                .toList();
        if (statement.arguments().isEmpty() && statement.namedArguments().isEmpty()) {
            return new TextSending(statement.sql(), attributes);
        }
        return mustBeRead(statement)
                ? new BoundSending(statement, attributes)
                : new PreparedSending(statement.sql(), statement.arguments().toArray(), attributes);
    }

    private static boolean mustBeRead(Statement statement) {
        return statement.isRenderedByClient()
                || !statement.namedArguments().isEmpty()
                || statement.arguments().stream().anyMatch(Collection.class::isInstance);
    }
}
