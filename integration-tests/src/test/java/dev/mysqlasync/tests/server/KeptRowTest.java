package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.server.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.PreparedStatement;
import dev.mysqlasync.Row;
import dev.mysqlasync.RowMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** A row that was given to a mapper and is kept fails, where it would read another row. */
class KeptRowTest extends ServerScene {

    private static final String TWO = "SELECT 1 AS v UNION SELECT 2";
    private static final RowMapper<Row> ITSELF = row -> row;

    private static void assertGone(Row row) {
        assertThatIllegalStateException().isThrownBy(() -> row.getInt(0)).withMessageContaining("the row is gone");
        assertThatIllegalStateException().isThrownBy(() -> row.getString("v"));
        assertThatIllegalStateException().isThrownBy(() -> row.get(0, Integer.class));
        assertThatIllegalStateException().isThrownBy(() -> row.isNull(0));
        assertThatIllegalStateException().isThrownBy(row::toList);
        assertThat(row).hasToString("(a row that is gone)");
    }

    @Test
    void rowKeptByAMapper_byEveryDoor_failsOnceItsResultHasEnded() {
        MySqlConnection connection = connect();
        PreparedStatement handle = await(connection.prepare(TWO));

        List<Row> kept = new ArrayList<>(await(connection.query(TWO, ITSELF)));
        kept.addAll(await(handle.query(ITSELF)));
        kept.addAll(collected(connection.stream(TWO, ITSELF)));
        kept.addAll(collected(handle.stream(ITSELF)));
        await(connection.inTransaction(tx -> tx.query(TWO, ITSELF).thenAccept(kept::addAll)));

        assertThat(kept).hasSize(10).allSatisfy(KeptRowTest::assertGone);
    }

    @Test
    void rowOfAMapperThatThrew_isGoneToo() {
        MySqlConnection connection = connect();
        List<Row> kept = new ArrayList<>();
        await(connection
                .query(TWO, row -> {
                    kept.add(row);
                    throw new IllegalArgumentException("no");
                })
                .handle((rows, failure) -> failure));

        assertThat(kept).hasSize(1).allSatisfy(KeptRowTest::assertGone);
    }

    @Test
    void rowsWithoutAMapper_stayReadable() {
        MySqlConnection connection = connect();
        List<Row> rows = new ArrayList<>(await(connection.query(TWO)).stream().toList());
        rows.addAll(collected(connection.stream(TWO)));

        assertThat(rows).extracting(row -> row.getInt("v")).containsExactly(1, 2, 1, 2);
    }

    private static <T> List<T> collected(Flow.Publisher<T> publisher) {
        CompletableFuture<List<T>> done = new CompletableFuture<>();
        publisher.subscribe(new Flow.Subscriber<>() {
            private final List<T> items = new ArrayList<>();

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(T item) {
                items.add(item);
            }

            @Override
            public void onError(Throwable failure) {
                done.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                done.complete(items);
            }
        });
        return Objects.requireNonNull(await(done));
    }
}
