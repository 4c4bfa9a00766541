package dev.mysqlasync.internal;

import dev.mysqlasync.Result;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.RowFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A statement that sets a session up. Whatever it changes, it never holds the line: all of a set-up leaves in one flight,
 * and users' statements wait for its end anyway.
 */
final class SetUpRequest extends StatementRequest<List<Result>> {

    SetUpRequest(
            String sql,
            ResultCollector<List<Result>> collector,
            CompletableFuture<List<Result>> future,
            Executor callbacks) {
        super(sql, collector, future, callbacks);
    }

    @Override
    void start(CommandPipeline pipeline) {
        pipeline(pipeline);
        execute(new ComQuery(sql()), RowFormat.TEXT);
    }
}
