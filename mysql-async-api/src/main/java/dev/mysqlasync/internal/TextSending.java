package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.session.ResultsReader;
import java.util.List;

/** A statement sent as text. */
final class TextSending implements Sending {

    private final String sql;
    private final List<QueryAttribute> attributes;
    private boolean executed;

    TextSending(String sql, List<QueryAttribute> attributes) {
        this.sql = sql;
        this.attributes = attributes;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public void start(ResultRequest<?> request) {
        request.pipeline().send(new ComQuery(sql, attributes), new ResultsReader(RowFormat.TEXT, request));
        executed = true;
        if (SessionSwitches.mayChangeNames(sql)) {
            request.pipeline()
                    .hold(request); // whether a prepared statement behind it may be used again, only the answer tells
        }
    }

    @Override
    public boolean isExecuted() {
        return executed;
    }
}
