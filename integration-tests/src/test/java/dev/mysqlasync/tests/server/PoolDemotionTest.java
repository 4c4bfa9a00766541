package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static dev.mysqlasync.tests.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.tests.Await;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server of our own, which is made read-only while a pool has connections to it. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the jar with the server is for this system")
class PoolDemotionTest {

    private static final int SIZE = 3;
    private static final String INSERT = "INSERT INTO demoted VALUES (1)";

    private final Queue<DiscardReason> discarded = new ConcurrentLinkedQueue<>();
    private PrivateServer server;
    private MySqlConnection root;
    private MySqlPool pool;

    /** Root may write whatever the server is. */
    @BeforeEach
    void start() throws IOException {
        server = PrivateServer.start();
        root = await(MySqlConnection.connect(server.options()));
        await(root.execute("CREATE TABLE demoted (id INT)"));
        await(root.execute("CREATE USER app IDENTIFIED BY 'word'"));
        await(root.execute("GRANT SELECT, INSERT ON *.* TO app"));
        pool = MySqlPool.create(
                server.options().toBuilder().user("app").password("word").build(),
                PoolOptions.builder()
                        .maxSize(SIZE)
                        .acquireTimeout(Await.LIMIT)
                        .listener(new PoolListener() {
                            @Override
                            public void discarded(long id, DiscardReason reason, @Nullable Throwable cause) {
                                discarded.add(reason);
                            }
                        })
                        .build());
    }

    @AfterEach
    void stop() {
        pool.close();
        await(root.close());
        server.close();
    }

    /** Each connection is lent and comes back. */
    private void useAll() {
        List<MySqlConnection> all = Stream.generate(() -> PoolScene.acquirePatiently(pool))
                .limit(SIZE)
                .toList();
        all.forEach(connection -> await(connection.close()));
        Await.until(() -> pool.stats().idle() == SIZE);
    }

    @Test
    void write_afterADemotion_replacesAllConnectionsThatTookWritesBefore() {
        await(pool.execute(INSERT));
        useAll();
        await(root.execute("SET GLOBAL read_only = 1"));

        assertThat(failure(pool.execute(INSERT), MySqlServerException.class).errorCode())
                .isEqualTo(1290);
        Await.until(() -> discarded.size() == SIZE);
        assertThat(discarded).containsOnly(DiscardReason.REFUSED);
        await(pool.query("SELECT * FROM demoted")); // reads go on, with connections to what is there now
        await(root.execute("SET GLOBAL read_only = 0"));
        await(pool.execute(INSERT));
        assertThat(ServerScene.number(root, "SELECT COUNT(*) FROM demoted")).isEqualTo(2);
    }
}
