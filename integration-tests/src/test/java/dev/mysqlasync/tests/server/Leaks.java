package dev.mysqlasync.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import java.lang.management.ManagementFactory;

/** What a suite may not leave more of, however long it goes on: threads, memory, and statements prepared on the server. */
final class Leaks {

    private static final int MOST_THREADS = 8;
    private static final long MOST_BYTES = 32 << 20;

    private static final String PREPARED = "SELECT COUNT(*) FROM performance_schema.prepared_statements_instances"
            + " WHERE OWNER_THREAD_ID = (SELECT THREAD_ID FROM performance_schema.threads"
            + " WHERE PROCESSLIST_ID = CONNECTION_ID())";

    private final MySqlConnection connection;
    private final int mostPrepared;
    private final long threads;
    private final long heap;
    private final long server;

    /**
     * Takes what there is once the suite has been running for a while.
     *
     * @param mostPrepared how many statements the connection keeps
     */
    Leaks(MySqlConnection connection, int mostPrepared) {
        this.connection = connection;
        this.mostPrepared = mostPrepared;
        this.threads = threads();
        this.heap = heap();
        this.server = memoryOfSession();
    }

    void assertNone() {
        assertThat(threads()).as("threads, where there were %d", threads).isLessThanOrEqualTo(threads + MOST_THREADS);
        assertThat(heap()).as("bytes of heap, where there were %d", heap).isLessThan(heap + MOST_BYTES);
        assertThat(memoryOfSession())
                .as("bytes at the server, where there were %d", server)
                .isLessThan(server + MOST_BYTES);
        if (!ServerScene.isMariaDb(connection)) {
            assertThat(ServerScene.number(connection, PREPARED))
                    .as("prepared statements")
                    .isLessThanOrEqualTo(mostPrepared);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mysql-async"))
                .count();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** MariaDB tells it; MySQL tells of its statements. */
    private long memoryOfSession() {
        return ServerScene.isMariaDb(connection) ? Long.parseLong(ServerScene.status(connection, "Memory_used")) : 0;
    }
}
