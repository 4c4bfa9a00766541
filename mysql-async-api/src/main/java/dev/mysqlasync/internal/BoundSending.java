package dev.mysqlasync.internal;

import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.sql.BoundText;
import dev.mysqlasync.internal.sql.ClientRendering;
import dev.mysqlasync.internal.sql.ParameterText;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.value.ParameterValues;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.QueryAttribute;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose text has to be read before it can be sent: for names, for lists, or to render its arguments. How it
 * reads depends on the session's {@code sql_mode}, so this is done at the last moment.
 */
final class BoundSending implements Sending {

    private final Statement statement;
    private final List<QueryAttribute> attributes;
    private final Function<SessionState, HandleShelf> shelf;
    private @Nullable Sending bound;

    /** @param shelf where prepared handles are kept */
    BoundSending(Statement statement, List<QueryAttribute> attributes, Function<SessionState, HandleShelf> shelf) {
        this.statement = statement;
        this.attributes = attributes;
        this.shelf = shelf;
    }

    @Override
    public String sql() {
        return statement.sql();
    }

    @Override
    public void start(ResultRequest<?> request) {
        Sending sending =
                bind(request.pipeline().sqlModes(), request.pipeline().session().values());
        bound = sending;
        sending.start(request);
    }

    private Sending bind(SqlModes modes, ValueContext values) {
        @Nullable Object[] arguments = arguments(statement);
        if (statement.isRenderedByClient()) {
            String rendered = render(statement.sql(), arguments, modes, values);
            return TextSending.rendered(statement.sql(), rendered, attributes);
        }
        BoundText text = ParameterText.bind(statement.sql(), modes, arguments);
        return new PreparedSending(text.sql(), text.arguments(), attributes, shelf);
    }

    /** The statement with its arguments in it. */
    static String render(String sql, @Nullable Object[] arguments, SqlModes modes, ValueContext values) {
        BoundText text = ParameterText.bind(sql, modes, arguments);
        return ClientRendering.render(text.sql(), modes, ParameterValues.encode(text.arguments(), values));
    }

    /** As they are bound: by position, or one map of all names. */
    private static @Nullable Object[] arguments(Statement statement) {
        if (statement.namedArguments().isEmpty()) {
            return statement.arguments().toArray();
        }
        if (!statement.arguments().isEmpty()) {
            throw new IllegalArgumentException("arguments were given both by position and by name");
        }
        return new @Nullable Object[] {statement.namedArguments()};
    }

    @Override
    public boolean isExecuted() {
        return bound != null && bound.isExecuted();
    }

    @Override
    public boolean triesAgain(ResultRequest<?> request, ErrPacket error) {
        return Objects.requireNonNull(bound).triesAgain(request, error);
    }
}
