package dev.mysqlasync.internal.statement;

import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.session.SessionState;
import dev.mysqlasync.internal.session.StatementStore;
import dev.mysqlasync.internal.sql.BoundText;
import dev.mysqlasync.internal.sql.ClientRendering;
import dev.mysqlasync.internal.sql.ParameterText;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.value.ParameterValues;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.internal.value.WholeValue;
import dev.mysqlasync.internal.value.ZoneDependence;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.QueryAttribute;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose text must be read before it is sent: to find named parameters, to expand lists, or to render its
 * arguments. The result depends on the session's {@code sql_mode}, so the text is read only when it is sent.
 */
public final class BoundExecution implements Execution {

    private final Statement statement;
    private final List<QueryAttribute> attributes;
    private final Function<SessionState, StatementStore> store;
    private @Nullable Execution bound;

    /** @param store keeps the prepared handles */
    BoundExecution(Statement statement, List<QueryAttribute> attributes, Function<SessionState, StatementStore> store) {
        this.statement = statement;
        this.attributes = attributes;
        this.store = store;
    }

    @Override
    public String sql() {
        return statement.sql();
    }

    @Override
    public boolean sendsAhead() {
        return Executions.hasLong(statement);
    }

    @Override
    public boolean isReady(CommandPipeline pipeline) {
        return !sendsAhead() || pipeline.isClearOfValuesAhead();
    }

    @Override
    public boolean dependsOnZone(ValueContext context) {
        return ZoneDependence.isIn(statement.arguments(), context)
                || ZoneDependence.isIn(statement.namedArguments().values(), context)
                || ZoneDependence.isAnyIn(attributes, context);
    }

    @Override
    public void start(ResultRequest<?> request) {
        CommandPipeline pipeline = request.pipeline();
        ValueContext values = pipeline.session().values();
        if (statement.isRenderedByClient()
                && dependsOnZone(values)
                && pipeline.traits(sql()).leavesTracesWithin()) {
            throw new IllegalArgumentException(
                    "a point in time cannot be rendered as a literal: another statement of the same text may change the"
                            + " time zone first; send them one by one");
        }
        Execution execution = bind(pipeline.sqlModes(), values);
        bound = execution;
        execution.start(request);
    }

    private Execution bind(SqlModes modes, ValueContext values) {
        if (statement.isRenderedByClient()) {
            return TextExecution.rendered(statement.sql(), render(statement, modes, values), attributes);
        }
        BoundText text = read(statement, modes, values);
        return new PreparedExecution(text.sql(), text.arguments(), attributes, store);
    }

    /** The statement with its arguments as literals. */
    public static String render(Statement statement, SqlModes modes, ValueContext values) {
        BoundText text = read(statement, modes, values);
        return ClientRendering.render(text.sql(), modes, ParameterValues.encode(text.arguments(), values));
    }

    private static BoundText read(Statement statement, SqlModes modes, ValueContext values) {
        Map<String, @Nullable Object> named = statement.namedArguments();
        if (named.isEmpty()) {
            @Nullable Object[] arguments = statement.arguments().toArray();
            Arrays.setAll(arguments, i -> WholeValue.mark(arguments[i], values));
            return ParameterText.bind(statement.sql(), modes, arguments);
        }
        if (!statement.arguments().isEmpty()) {
            throw new IllegalArgumentException("the statement has positional arguments ("
                    + statement.arguments().size() + ") and named ones (:" + String.join(", :", named.keySet())
                    + "); give all of them by position, or all by name");
        }
        Map<String, @Nullable Object> marked = new LinkedHashMap<>();
        named.forEach((name, value) -> marked.put(name, WholeValue.mark(value, values)));
        return ParameterText.bindNames(statement.sql(), modes, marked);
    }

    @Override
    public void abandon() {
        if (bound != null) {
            bound.abandon();
        }
    }

    @Override
    public void letGo() {
        if (bound != null) {
            bound.letGo();
        }
    }

    @Override
    public boolean isExecuted() {
        return bound != null && bound.isExecuted();
    }

    @Override
    public ErrPacket told(ErrPacket error) {
        return bound == null ? error : bound.told(error);
    }

    @Override
    public boolean triesAgain(ResultRequest<?> request, ErrPacket error) {
        return Objects.requireNonNull(bound).triesAgain(request, error);
    }
}
