package dev.mysqlasync.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The connections from which others are killed. */
class KillersTest {

    private static final int SIZE = 10;
    private static final int MOST = 4;

    private final Scene scene = new Scene(new SlowKill());
    private final MySqlPool pool = MySqlPool.create(
            scene.options().build(),
            PoolOptions.builder().maxSize(SIZE).maxConnecting(SIZE).build());

    private Stream<Peer> killers() {
        return scene.peers().stream().skip(SIZE);
    }

    private void answerKills() {
        List.copyOf(killers().toList()).forEach(killer -> {
            if (killer.takeCommands().stream().anyMatch(command -> command.startsWith("QUERY KILL"))) {
                killer.send(ServerBytes.okAnswer());
            }
        });
        scene.run();
    }

    @Test
    void cancel_manyAtOnce_areKilledFromAFewConnections() {
        try (scene) {
            List<CompletableFuture<Rows>> running = Stream.generate(() -> scene.watch(pool.query("SELECT SLEEP(9)")))
                    .limit(SIZE)
                    .toList();
            scene.run();
            running.forEach(future -> future.cancel(true));
            scene.run();
            assertThat(killers()).hasSize(MOST);

            for (int round = 0; round < SIZE; round++) {
                answerKills();
                scene.peers().stream()
                        .limit(SIZE)
                        .filter(victim -> victim.takeCommands().contains("QUERY SELECT SLEEP(9)"))
                        .forEach(victim -> victim.send(ServerBytes.errorAnswer(1317)));
                scene.run();
            }

            assertThat(killers()).as("each was handed on").hasSize(MOST).allMatch(Peer::isClosed);
            scene.watch(pool.closeAsync(Duration.ZERO));
            scene.loop().clock().advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void close_statementStillUnderWayAfterTheCloseTimeout_endsItOnTheServer() {
        try (scene) {
            MySqlConnection connection = scene.connection();
            CompletableFuture<Rows> running = scene.watch(connection.query("SELECT SLEEP(9)"));
            scene.run();
            scene.watch(connection.close());
            scene.loop().clock().advance(Duration.ofMillis(500));

            scene.failure(running, MySqlConnectionLostException.class);
            assertThat(scene.peers().get(1).commands()).containsExactly("QUERY KILL CONNECTION 72");
            scene.forget(connection);
            scene.watch(pool.closeAsync(Duration.ZERO));
        }
    }
}
