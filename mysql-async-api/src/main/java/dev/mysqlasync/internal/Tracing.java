package dev.mysqlasync.internal;

import dev.mysqlasync.Statement;
import dev.mysqlasync.protocol.QueryAttribute;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives each statement the trace context of the thread that submits it, where the server takes query attributes.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public final class Tracing {

    private static final String TRACEPARENT = "traceparent";

    private final @Nullable Supplier<@Nullable String> context;

    /** @param context {@code null} where nothing is traced, or could be sent */
    public Tracing(@Nullable Supplier<@Nullable String> context) {
        this.context = context;
    }

    /** The trace context as a statement's only attribute; what the supplier throws is thrown here. */
    public List<QueryAttribute> attributes() {
        String parent = context == null ? null : context.get();
        return parent == null ? List.of() : List.of(new QueryAttribute(TRACEPARENT, parent));
    }

    /** The statement with its trace context; what the supplier throws is thrown here. */
    public Statement traced(Statement statement) {
        if (context == null || statement.attributes().containsKey(TRACEPARENT)) {
            return statement;
        }
        String parent = context.get();
        return parent == null ? statement : statement.attribute(TRACEPARENT, parent);
    }
}
