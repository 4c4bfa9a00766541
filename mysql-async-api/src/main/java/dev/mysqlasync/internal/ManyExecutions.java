package dev.mysqlasync.internal;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One statement run many times on a connection, for a cursor that wants the sum of it. */
record ManyExecutions(MySqlConnection connection) {

    CompletableFuture<ExecuteResult> run(String sql, List<? extends List<? extends @Nullable Object>> argumentLists) {
        List<CompletableFuture<ExecuteResult>> all = argumentLists.stream()
                .map(arguments -> connection.execute(sql, arguments.toArray()))
                .toList();
        return whenAll(all).thenApply(done -> sum(all));
    }

    /** Completes after all; like each of them, it knows which threads must not wait for it. */
    private static CompletableFuture<?> whenAll(List<CompletableFuture<ExecuteResult>> all) {
        if (all.isEmpty()) {
            return CompletableFuture.completedFuture("nothing to wait for");
        }
        CompletableFuture<Void> every = CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
        return all.get(0).handle((first, failure) -> all).thenCompose(done -> every);
    }

    private static ExecuteResult sum(List<CompletableFuture<ExecuteResult>> all) {
        long affected = 0;
        long lastInsertId = 0;
        int warnings = 0;
        for (CompletableFuture<ExecuteResult> one : all) {
            ExecuteResult effect = one.join();
            affected += effect.affectedRows();
            warnings += effect.warningCount();
            lastInsertId = effect.lastInsertId();
        }
        return new ExecuteResult(affected, lastInsertId, warnings, "");
    }
}
