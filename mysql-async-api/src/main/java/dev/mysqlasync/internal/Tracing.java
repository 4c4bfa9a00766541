package dev.mysqlasync.internal;

import dev.mysqlasync.Statement;
import dev.mysqlasync.protocol.QueryAttribute;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds the trace context of the submitting thread to each statement, if the server supports query attributes.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public final class Tracing {

    private static final String TRACEPARENT = "traceparent";

    private final @Nullable Supplier<@Nullable String> context;

    /** @param context {@code null} if nothing is traced, or if the server does not support query attributes */
    public Tracing(@Nullable Supplier<@Nullable String> context) {
        this.context = context;
    }

    /** The trace context as the only query attribute. Throws what the supplier of the trace context throws. */
    public List<QueryAttribute> attributes() {
        String parent = context == null ? null : context.get();
        return parent == null ? List.of() : List.of(new QueryAttribute(TRACEPARENT, parent));
    }

    /** The statement with the trace context. Throws what the supplier of the trace context throws. */
    public Statement traced(Statement statement) {
        if (context == null || statement.attributes().containsKey(TRACEPARENT)) {
            return statement;
        }
        String parent = context.get();
        return parent == null ? statement : statement.attribute(TRACEPARENT, parent);
    }
}
