package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transport that is closed before what uses it: everything ends at once, and says why. */
class TransportClosedTest {

    private final Scene scene = new Scene();
    private final MySqlOptions options = scene.options().build();
    private final Transport transport = Objects.requireNonNull(options.transport());

    @AfterEach
    void close() {
        scene.close();
    }

    private void assertSaysWhy(CompletableFuture<?> future) {
        assertThat(scene.failure(future, MySqlException.class)).hasMessageContaining("transport");
    }

    @Test
    void pool_failsWhoeverHasAConnectionWaitsOrComesLater() {
        MySqlPool pool = MySqlPool.create(
                options,
                PoolOptions.builder()
                        .maxSize(1)
                        .minSize(1)
                        .acquireTimeout(Duration.ofSeconds(30))
                        .build());
        CompletableFuture<Rows> running = scene.watch(pool.query("SELECT 1"));
        scene.run();
        CompletableFuture<Rows> waiting = scene.watch(pool.query("SELECT 2"));

        transport.close();
        scene.run();
        List<CompletableFuture<Rows>> later = List.of(
                scene.watch(pool.query("SELECT 3")),
                scene.watch(pool.query("SELECT 4")),
                scene.watch(pool.query("SELECT 5")));

        assertSaysWhy(running);
        assertSaysWhy(waiting);
        later.forEach(this::assertSaysWhy);
        assertSaysWhy(scene.watch(pool.acquire()));
        assertSaysWhy(scene.watch(pool.warmUp(Duration.ofSeconds(1))));
        CompletableFuture<Void> closed = scene.watch(pool.closeAsync(Duration.ofSeconds(5)));
        scene.run();
        assertThat(closed).isCompleted();
    }

    @Test
    void pool_withoutAConnection_failsEveryQuery() {
        MySqlPool pool = MySqlPool.create(options, PoolOptions.builder().build());
        transport.close();

        for (int i = 0; i < 4; i++) {
            assertSaysWhy(scene.watch(pool.query("SELECT 1")));
        }
        CompletableFuture<Void> closed = scene.watch(pool.closeAsync(Duration.ZERO));
        scene.run();
        assertThat(closed).isCompleted();
    }

    @Test
    void connection_failsWhatIsUnderWayAndWhatComesLater() {
        MySqlConnection connection = scene.connection();
        CompletableFuture<Rows> running = scene.watch(connection.query("SELECT 1"));
        scene.run();

        transport.close();
        scene.run();

        assertSaysWhy(running);
        assertSaysWhy(scene.watch(connection.query("SELECT 2")));
        assertSaysWhy(scene.watch(MySqlConnection.connect(options)));
        scene.forget(connection);
    }
}
