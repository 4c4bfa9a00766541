package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.BatchResult;
import dev.mysqlasync.Codec;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of very many rows, beside which others get their turns. */
class BatchTurnsTest {

    private static final String UPDATE = "UPDATE t SET a = ?";
    private static final String INSERT = "INSERT INTO t VALUES (?)";

    private static List<List<Object>> manyRows() {
        return IntStream.range(0, 50_000).<List<Object>>mapToObj(List::of).toList();
    }

    @Test
    void executeBatch_veryManyRows_lookedAtWhileOthersGoOn() {
        StringBuilder last = new StringBuilder("last");
        List<List<Object>> rows = new ArrayList<>(manyRows());
        rows.add(List.of(last));
        List<String> seen = new ArrayList<>();
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(options -> options.codec(new Noticing(value -> {
                if (value == last && seen.isEmpty()) {
                    seen.addAll(scene.peers().get(1).takeCommands());
                }
            })));
            MySqlConnection other = scene.connection();
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(UPDATE, rows));
            CompletableFuture<Void> ping = scene.watch(other.ping());
            scene.run();

            assertThat(seen).containsExactly("PING");
            scene.peers().get(1).send(ServerBytes.okAnswer());
            scene.send(ServerBytes.errorAnswer(1146));
            scene.failure(batch, MySqlServerException.class);
            assertThat(ping).isCompleted();
        }
    }

    @Test
    void executeBatch_cancelledWhileItsRowsAreLookedAt_sendsNothing() {
        List<CompletableFuture<BatchResult>> batch = new ArrayList<>();
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection(
                    options -> options.codec(new Noticing(value -> batch.forEach(future -> future.cancel(false)))));
            List<List<Object>> rows = new ArrayList<>(manyRows());
            rows.set(0, List.of(new StringBuilder()));
            batch.add(scene.watch(connection.executeBatch(UPDATE, rows)));
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();

            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
        }
    }

    /** Rows with a value that tells when it is encoded for the so-many-th time; that is in the middle of them. */
    private static final class Watched {
        private final StringBuilder watched = new StringBuilder("0");
        private final List<List<Object>> rows = new ArrayList<>(manyRows());
        private int timesToGo;

        Watched(int row, int times) {
            rows.set(row, List.of(watched));
            timesToGo = times;
        }

        MySqlConnection connection(Scene scene, UnaryOperator<MySqlOptionsBuilder> changes) {
            return scene.connection(options ->
                    changes.apply(options).codec(new Noticing(value -> timesToGo -= value == watched ? 1 : 0)));
        }

        void waitForIt(Scene scene) {
            scene.loop().runUntil(() -> timesToGo == 0);
        }
    }

    @Test
    void executeBatch_connectionLostWhileItsRowsAreLookedAt_mayBeTriedAgain() {
        Watched watched = new Watched(20_000, 1);
        try (Scene scene = new Scene()) {
            MySqlConnection connection = watched.connection(scene, options -> options);
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(UPDATE, watched.rows));
            watched.waitForIt(scene);
            scene.peer().reset();

            assertThat(scene.failure(batch, MySqlException.class).isSafeToRetry())
                    .isTrue();
        }
    }

    @Test
    void executeBatch_statementsSubmittedWhileACommandIsWritten_waitBehindTheBatch() {
        Watched watched = new Watched(20_000, 2);
        try (Scene scene = new Scene()) {
            MySqlConnection connection = watched.connection(scene, options -> options);
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(INSERT, watched.rows));
            scene.run();
            scene.peer().takeCommands();
            scene.peer().send(goodTable());
            watched.waitForIt(scene);
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();
            assertThat(scene.peer().takeCommands())
                    .singleElement()
                    .asString()
                    .startsWith("QUERY INSERT INTO t VALUES (0), (1), ")
                    .endsWith(", (49998), (49999)");
            assertThat(ping).isNotDone();
            scene.send(ServerBytes.okAnswer());
            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());

            assertThat(batch.join().isComplete()).isTrue();
        }
    }

    /** Nothing of it runs at the server then, so that nothing is to be killed. */
    @Test
    void executeBatch_cancelledWhileALaterCommandIsWritten_sendsNothingMore() {
        Watched watched = new Watched(20_000, 2);
        try (Scene scene = new Scene()) {
            MySqlConnection connection = watched.connection(scene, options -> options.maxAllowedPacket(128 << 10));
            CompletableFuture<BatchResult> batch = scene.watch(connection.executeBatch(INSERT, watched.rows));
            scene.run();
            scene.send(goodTable());
            assertThat(scene.peer().takeCommands()).hasSize(2);
            scene.peer().send(ServerBytes.okAnswer());
            watched.waitForIt(scene);
            batch.cancel(false);
            CompletableFuture<Void> ping = scene.watch(connection.ping());
            scene.run();

            assertThat(scene.peer().takeCommands()).containsExactly("PING");
            scene.send(ServerBytes.okAnswer());
            assertThat(ping).isCompleted();
            assertThat(scene.peers()).hasSize(1);
        }
    }

    private static byte[] goodTable() {
        return ServerBytes.answer()
                .columns("a", "b", "c", "d")
                .row("1", "1", "0", "1")
                .end(0)
                .bytes();
    }

    /** Tells of each value that is encoded. */
    private record Noticing(Consumer<StringBuilder> encoded) implements Codec<StringBuilder> {

        @Override
        public Class<StringBuilder> type() {
            return StringBuilder.class;
        }

        @Override
        public Object encode(StringBuilder value) {
            encoded.accept(value);
            return 1;
        }

        @Override
        public StringBuilder decode(Row row, int index) {
            throw new UnsupportedOperationException();
        }
    }
}
