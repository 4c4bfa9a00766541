package dev.mysqlasync.internal.statement;

import dev.mysqlasync.internal.value.ParameterValues;
import dev.mysqlasync.internal.value.ValueContext;
import dev.mysqlasync.internal.value.ZoneDependence;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.session.ResultsReader;
import java.util.List;

/** A statement sent as text. */
public final class TextExecution implements Execution {

    private final String sql;
    private final String sent;
    private final List<QueryAttribute> attributes;
    private boolean executed;

    public TextExecution(String sql, List<QueryAttribute> attributes) {
        this(sql, sql, attributes);
    }

    private TextExecution(String sql, String sent, List<QueryAttribute> attributes) {
        this.sql = sql;
        this.sent = sent;
        this.attributes = attributes;
    }

    /** A statement with its values as literals. Errors show it without them. */
    static TextExecution rendered(String sql, String rendered, List<QueryAttribute> attributes) {
        return new TextExecution(sql, rendered, attributes);
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public boolean dependsOnZone(ValueContext context) {
        return ZoneDependence.isAnyIn(attributes, context);
    }

    @Override
    public void start(ResultRequest<?> request) {
        ValueContext values = request.pipeline().session().values();
        ComQuery query = new ComQuery(sent, ParameterValues.encode(attributes, values));
        request.pipeline().send(query, new ResultsReader(RowFormat.TEXT, request));
        executed = true;
    }

    @Override
    public boolean isExecuted() {
        return executed;
    }
}
