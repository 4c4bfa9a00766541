package dev.mysqlasync.internal.connection;

import dev.mysqlasync.BatchResult;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlException;
import java.util.List;

/** The result of {@code executeMany}: the sum of the results of a batch, or its first error. */
final class ManyExecutions {

    private ManyExecutions() {}

    static ExecuteResult sum(BatchResult batch) {
        batch.firstError().ifPresent(ManyExecutions::fail);
        List<BatchResult.Chunk> chunks = batch.chunks();
        long lastInsertId = chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).lastInsertId();
        int warnings = (int) Math.min(batch.warningCount(), Integer.MAX_VALUE);
        return new ExecuteResult(batch.affectedRows(), lastInsertId, warnings, "");
    }

    private static void fail(MySqlException error) {
        throw error;
    }
}
