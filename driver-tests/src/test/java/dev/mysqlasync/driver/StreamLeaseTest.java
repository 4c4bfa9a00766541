package dev.mysqlasync.driver;

import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.Row;
import dev.mysqlasync.Statement;
import dev.mysqlasync.testkit.ReceivedCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams with a fetch size that outlive what they belong to. */
class StreamLeaseTest {

    private static final Statement ROWS = Statement.of("SELECT rows, ?", 7).fetchSize(2);

    private static DoorScene scene() {
        DoorScene scene = new DoorScene(1, options -> options);
        scene.server()
                .when("SELECT rows, ?")
                .reply(rows("a INT")
                        .generate(() -> IntStream.range(0, 100)
                                .mapToObj(row -> List.<Object>of(row))
                                .iterator()));
        return scene;
    }

    private static long fetches(DoorScene scene) {
        return scene.server().commands().stream()
                .map(ReceivedCommand::command)
                .filter("COM_STMT_FETCH"::equals)
                .count();
    }

    private static void assertNoFetchAfter(BiFunction<DoorScene, StreamReader<Row>, CompletableFuture<?>> use) {
        try (DoorScene scene = scene()) {
            StreamReader<Row> taker = new StreamReader<>(1);
            CompletableFuture<?> released = use.apply(scene, taker);
            scene.settle();
            assertThat(released).isCompleted();
            long before = fetches(scene);
            assertThat(before).isPositive();
            CompletableFuture<MySqlConnection> next = scene.pool().acquire();
            taker.request(Long.MAX_VALUE);
            scene.settle();
            CompletableFuture<?> own = next.thenCompose(connection -> connection.query("SELECT 1"));
            scene.settle();

            assertThat(own).isCompleted();
            assertThat(fetches(scene)).isEqualTo(before);
            next.join().close();
        }
    }

    @Test
    void stream_ofAConnectionThatWasReleased_isNotFetchedFromTheNextOnesConnection() {
        assertNoFetchAfter((scene, taker) -> {
            MySqlConnection lent = scene.lent();
            lent.stream(ROWS).subscribe(taker);
            scene.settle();
            return lent.close();
        });
    }

    @Test
    void stream_ofAPoolsTransactionThatHasEnded_isNotFetchedFromTheNextOnesConnection() {
        assertNoFetchAfter((scene, taker) -> scene.pool().inTransaction(transaction -> {
            transaction.stream(ROWS).subscribe(taker);
            return transaction.execute("DO 1");
        }));
    }

    /** What is submitted behind COMMIT is outside of the transaction, however early its publisher was made. */
    @Test
    void stream_subscribedBehindTheEnd_sendsNothing() {
        try (DoorScene scene = scene()) {
            Flow.Publisher<Row> rows = scene.transaction().stream(ROWS);
            Flow.Publisher<Row> plain = scene.transaction().stream(Statement.of("SELECT 1"));
            CompletableFuture<?> whole = scene.endTransaction();
            StreamReader<Row> taker = new StreamReader<>(1);
            StreamReader<Row> other = new StreamReader<>(1);
            rows.subscribe(taker);
            plain.subscribe(other);
            scene.settle();

            assertThat(whole).isCompleted();
            assertThat(DoorScene.failure(taker.end())).isInstanceOf(IllegalStateException.class);
            assertThat(DoorScene.failure(other.end())).isInstanceOf(IllegalStateException.class);
            assertThat(scene.executed()).doesNotContain("SELECT rows, ?", "SELECT 1");
        }
    }
}
