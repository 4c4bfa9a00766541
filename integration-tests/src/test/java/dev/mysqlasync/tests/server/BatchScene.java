package dev.mysqlasync.tests.server;

import static dev.mysqlasync.BatchResult.Strategy.BULK;
import static dev.mysqlasync.BatchResult.Strategy.REWRITTEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchOutcome;
import dev.mysqlasync.BatchOutcome.Failed;
import dev.mysqlasync.BatchOutcome.Run;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.driver.WatchedTransport;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Where batches are tested: on connections with autocommit and counted writes. */
abstract class BatchScene extends ServerScene {

    final WatchedTransport transport = new WatchedTransport();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    /** Autocommit, so that no transaction outlives a test and keeps its table from being dropped. */
    MySqlConnection connection() {
        return connect(options -> options.transport(transport).autocommit(true));
    }

    /** The way of an INSERT that may have many rows. */
    static BatchResult.Strategy together(MySqlConnection connection) {
        return isMariaDb(connection) ? BULK : REWRITTEN;
    }

    static List<List<@Nullable Object>> rows(int count, IntFunction<List<@Nullable Object>> row) {
        return IntStream.range(0, count).mapToObj(row).toList();
    }

    static long count(MySqlConnection connection, String table) {
        return number(connection, "SELECT COUNT(*) FROM " + table);
    }

    /** Each row affected one, but this. */
    static void assertFailed(BatchResult result, int row, int code) {
        for (int i = 0; i < result.outcomes().size(); i++) {
            BatchOutcome outcome = result.outcomes().get(i);
            if (i == row) {
                assertThat(outcome).isInstanceOf(Failed.class);
                assertThat(((MySqlServerException) ((Failed) outcome).error()).errorCode())
                        .isEqualTo(code);
            } else {
                assertThat(outcome).isEqualTo(new Run(1));
            }
        }
    }
}
