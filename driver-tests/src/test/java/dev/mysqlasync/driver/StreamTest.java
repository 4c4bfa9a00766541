package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Row;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows as they arrive, and no more of them than are asked for. */
class StreamTest {

    private static final int MORE = StatusFlag.SERVER_MORE_RESULTS_EXISTS;

    private static Flow.Publisher<String> texts(MySqlConnection connection, String sql) {
        return connection.stream(sql, row -> row.getString(0));
    }

    // --- what is published -----------------------------------------------------------------------------------------

    @Test
    void stream_notSubscribed_sendsNothing() {
        try (Scene scene = new Scene()) {
            texts(scene.connection(), "SELECT 1");
            scene.run();

            assertThat(scene.peer().commands()).isEmpty();
        }
    }

    @Test
    void stream_subscribed_isSentOnceAndPublishesTheRowsInOrder() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader = StreamReader.of(texts(scene.connection(), "SELECT 1"), Long.MAX_VALUE);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b", "c"));

            assertThat(scene.peer().commands()).containsExactly("QUERY SELECT 1");
            assertThat(reader.rows()).containsExactly("a", "b", "c");
            assertThat(reader.isComplete()).isTrue();
        }
    }

    @Test
    void stream_secondSubscriber_isRefusedAndTheFirstUndisturbed() {
        try (Scene scene = new Scene()) {
            Flow.Publisher<String> stream = texts(scene.connection(), "SELECT 1");
            StreamReader<String> first = StreamReader.of(stream, 9);
            StreamReader<String> second = StreamReader.of(stream, 9);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a"));

            assertThat(second.failure()).isInstanceOf(IllegalStateException.class);
            assertThat(first.rows()).containsExactly("a");
            assertThat(scene.peer().commands()).hasSize(1);
        }
    }

    @Test
    void stream_withArguments_isPreparedAndPublishesBinaryRows() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader =
                    StreamReader.of(scene.connection().stream("SELECT ?", row -> row.getString(0), 1), Long.MAX_VALUE);
            scene.run();
            scene.send(ServerBytes.answer().prepared(5, 1, 1));
            scene.send(ServerBytes.answer()
                    .columns("a")
                    .row(RowFormat.BINARY, "p")
                    .row(RowFormat.BINARY, "q")
                    .end(0));

            assertThat(scene.peer().commands()).containsExactly("PREPARE SELECT ?", "EXECUTE 5");
            assertThat(reader.rows()).containsExactly("p", "q");
        }
    }

    @Test
    void rows_keptAfterTheStream_stayAsTheyWere() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<Row> reader = StreamReader.of(connection.stream("SELECT 1"), Long.MAX_VALUE);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b"));
            scene.watch(connection.query("SELECT 2"));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("x".repeat(50), "y"));

            assertThat(reader.rows()).extracting(row -> row.getString("a")).containsExactly("a", "b");
        }
    }

    @Test
    void stream_severalResults_publishesTheFirstWithRowsAndDropsTheOthers() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(texts(connection, "DO 1; SELECT a; SELECT b"), 2);
            CompletableFuture<Void> behind = scene.watch(connection.ping());
            scene.run();
            scene.send(ServerBytes.answer().ok(MORE).rows(MORE, "a", "b").rows(0, "c"));
            scene.send(ServerBytes.okAnswer());

            assertThat(reader.rows()).containsExactly("a", "b");
            assertThat(reader.isComplete()).isTrue();
            assertThat(behind).isCompleted();
        }
    }

    @Test
    void stream_noRows_completesWithoutDemand() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> empty = StreamReader.of(texts(connection, "SELECT 1"), 0);
            StreamReader<String> none = StreamReader.of(texts(connection, "DO 1"), 0);
            scene.run();
            scene.send(ServerBytes.rowsAnswer());
            scene.send(ServerBytes.okAnswer());

            assertThat(empty.isComplete()).isTrue();
            assertThat(none.isComplete()).isTrue();
        }
    }

    // --- demand ----------------------------------------------------------------------------------------------------

    @Test
    void request_some_publishesJustSoMany() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader = StreamReader.of(texts(scene.connection(), "SELECT 1"), 0);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b", "c", "d"));
            assertThat(reader.rows()).isEmpty();
            reader.request(1);
            scene.run();
            assertThat(reader.rows()).containsExactly("a");
            reader.request(1);
            reader.request(1);
            scene.run();

            assertThat(reader.rows()).containsExactly("a", "b", "c");
            assertThat(reader.isOver()).isFalse();
            reader.cancel();
        }
    }

    @Test
    void request_asManyAsThereAre_completes() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader = StreamReader.of(texts(scene.connection(), "SELECT 1"), 2);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b"));

            assertThat(reader.rows()).hasSize(2);
            assertThat(reader.isComplete()).isTrue();
        }
    }

    @Test
    void request_beyondLongMaxInSum_isUnbounded() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader =
                    StreamReader.of(texts(scene.connection(), "SELECT 1"), 1, self -> self.request(Long.MAX_VALUE));
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b", "c"));

            assertThat(reader.rows()).hasSize(3);
            assertThat(reader.isComplete()).isTrue();
        }
    }

    @Test
    void request_fromWithinOnNext_doesNotNest() {
        try (Scene scene = new Scene()) {
            StreamReader<String> reader =
                    StreamReader.of(texts(scene.connection(), "SELECT 1"), 1, self -> self.request(1));
            scene.run();
            scene.send(ServerBytes.rowsAnswer(
                    IntStream.range(0, 20_000).mapToObj(String::valueOf).toArray(String[]::new)));

            assertThat(reader.rows()).hasSize(20_000); // and the reader checks that no signal is within another
            assertThat(reader.isComplete()).isTrue();
        }
    }

    @Test
    void noDemand_keepsTheRowsAtTheServer() {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            StreamReader<String> reader = StreamReader.of(texts(connection, "SELECT 1"), 1);
            CompletableFuture<ExecuteResult> behind = scene.watch(connection.execute("DO 2"));
            scene.run();
            scene.peer().send(ServerBytes.rowsAnswer(tenTimes("x".repeat(50_000))));
            scene.send(ServerBytes.okAnswer());
            assertThat(reader.rows()).hasSize(1);
            assertThat(scene.peer().hasUnsent()).isTrue();
            assertThat(behind).isNotDone();

            reader.request(Long.MAX_VALUE);
            scene.run();
            assertThat(reader.rows()).hasSize(10);
            assertThat(scene.peer().hasUnsent()).isFalse();
            assertThat(behind).isCompleted();
        }
    }

    @Test
    void noDemandUnderTls_keepsTheRowsAtTheServer() {
        try (Scene scene = new Scene(new TlsTest.SecureManners())) {
            StreamReader<String> reader = StreamReader.of(texts(scene.connection(TlsTest::verifying), "SELECT 1"), 1);
            scene.run();
            scene.send(ServerBytes.rowsAnswer(tenTimes("x".repeat(50_000))));
            assertThat(reader.rows()).hasSize(1);
            assertThat(scene.peer().hasUnsent()).isTrue();

            for (int row = 2; row <= 10; row++) {
                reader.request(1);
                scene.run();
                assertThat(reader.rows()).hasSize(row);
            }
            assertThat(reader.isComplete()).isTrue();
        }
    }

    private static String[] tenTimes(String value) {
        return IntStream.range(0, 10).mapToObj(i -> value).toArray(String[]::new);
    }

    @Test
    void mapper_isAtMostOneRowAheadOfTheDemand() {
        try (Scene scene = new Scene()) {
            List<String> mapped = new ArrayList<>();
            StreamReader<String> reader = StreamReader.of(
                    scene.connection().stream("SELECT 1", row -> {
                        mapped.add(row.getString(0));
                        return "";
                    }),
                    2);
            scene.run();
            scene.send(ServerBytes.rowsAnswer("a", "b", "c", "d", "e"));

            assertThat(mapped).containsExactly("a", "b", "c");
            reader.cancel();
        }
    }
}
