package dev.mysqlasync.driver;

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
import org.jspecify.annotations.Nullable;
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

    // --- only the victim -------------------------------------------------------------------------------------------

    /** Several servers behind one address: the first connection ends at one of them, the others where the test says. */
    private static class Balanced extends Manners {

        private final List<String> servers;
        private int asked;

        Balanced(String... servers) {
            this.servers = List.of(servers);
        }

        @Override
        @Nullable
        String[] origin(Peer peer) {
            String[] origin = super.origin(peer);
            origin[origin.length - 1] = servers.get(Math.min(asked++, servers.size() - 1));
            return origin;
        }

        @Override
        boolean answersKill() {
            return false;
        }
    }

    private static List<String> kills(Scene scene) {
        return scene.peers().stream()
                .flatMap(peer -> peer.commands().stream())
                .filter(command -> command.contains("KILL"))
                .toList();
    }

    @Test
    void cancel_otherServersAnswerAtTheAddress_killsNothingAndGivesTheConnectionUp() {
        try (Scene balanced = new Scene(new Balanced(Manners.SERVER, "another"))) {
            MySqlConnection connection = balanced.connection();
            CompletableFuture<Rows> running = balanced.watch(connection.query("SELECT SLEEP(9)"));
            CompletableFuture<Rows> behind = balanced.watch(connection.query("SELECT 1"));
            balanced.run();
            behind.cancel(true);
            running.cancel(true);
            balanced.loop().clock().advance(Duration.ofSeconds(30));

            assertThat(kills(balanced)).isEmpty();
            assertThat(connection.isOpen()).isFalse();
            assertThat(balanced.peers()).as("the victim's, and a few attempts").hasSizeBetween(4, 7);
            balanced.forget(connection);
        }
    }

    @Test
    void cancel_theServerAnswersAfterAnother_isKilledThere() {
        try (Scene balanced = new Scene(new Balanced(Manners.SERVER, "another", Manners.SERVER))) {
            MySqlConnection connection = balanced.connection();
            CompletableFuture<Rows> running = balanced.watch(connection.query("SELECT SLEEP(9)"));
            balanced.run();
            running.cancel(true);
            balanced.loop().clock().advance(Duration.ofMillis(200));

            assertThat(balanced.peers()).hasSize(3);
            assertThat(balanced.peers().get(1).isClosed()).isTrue();
            assertThat(balanced.peers().get(2).commands()).containsExactly("QUERY KILL QUERY 72");
            balanced.peers().get(2).send(ServerBytes.okAnswer());
            balanced.run();
            balanced.peer().send(ServerBytes.errorAnswer(1317));
            balanced.run();
            assertThat(connection.isOpen()).isTrue();
        }
    }

    /** A proxy may ask one server and have the next statement executed by another. */
    @Test
    void cancel_anotherServerExecutesTheKill_isToldThatItIsMeantForNobodyThere() {
        Manners shared = new Balanced(Manners.SERVER) {
            @Override
            String server() {
                return "another";
            }
        };
        try (Scene balanced = new Scene(shared)) {
            MySqlConnection connection = balanced.connection();
            CompletableFuture<Rows> running = balanced.watch(connection.query("SELECT SLEEP(9)"));
            balanced.run();
            running.cancel(true);
            balanced.run();

            assertThat(kills(balanced)).containsExactly("QUERY KILL QUERY 0");
            balanced.peers().get(1).send(ServerBytes.errorAnswer(1094));
            balanced.send(ServerBytes.errorAnswer(1317));
        }
    }

    @Test
    void cancel_serverThatDoesNotSayWhichItIs_killsNothing() {
        try (Scene nameless = new Scene(new Balanced("'; DROP TABLE t"))) {
            MySqlConnection connection = nameless.connection();
            CompletableFuture<Rows> running = nameless.watch(connection.query("SELECT SLEEP(9)"));
            nameless.run();
            running.cancel(true);
            nameless.loop().clock().advance(Duration.ofSeconds(30));

            assertThat(kills(nameless)).isEmpty();
            assertThat(connection.isOpen()).isFalse();
            nameless.forget(connection);
        }
    }

    @Test
    void cancel_afterAChangeOfUser_isKilledByTheNewOne() {
        try (Scene changed = new Scene(new SlowKill())) {
            MySqlConnection connection = changed.connection();
            CompletableFuture<Void> change = changed.watch(connection.changeUser("other", "secret"));
            changed.run();
            changed.send(ServerBytes.okAnswer());
            assertThat(change).isCompleted();
            CompletableFuture<Rows> running = changed.watch(connection.query("SELECT SLEEP(9)"));
            changed.run();
            running.cancel(true);
            changed.run();

            assertThat(changed.peers().get(1).login().user()).isEqualTo("other");
            changed.peers().get(1).send(ServerBytes.okAnswer());
            changed.run();
            changed.peer().send(ServerBytes.errorAnswer(1317));
            changed.run();
        }
    }
}
