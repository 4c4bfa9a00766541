package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.Cursor;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamingTest extends GuideScene {

    private long sumOfIds;

    @BeforeEach
    void addStyles() {
        await(connection.execute("INSERT INTO music_style (name)"
                + " SELECT a.name FROM music_style a, music_style b, music_style c, music_style d, music_style e"));
        assertThat(count()).isEqualTo(246);
        sumOfIds = row("SELECT SUM(id) FROM music_style").getLong(0);
    }

    // guide
    /** Adds up to {@code most} numbers and requests a hundred at a time. */
    static final class Sum implements Flow.Subscriber<Long> {

        final CompletableFuture<Long> total = new CompletableFuture<>();
        private final long most;
        private Flow.Subscription subscription;
        private long count;
        private long sum;

        Sum(long most) {
            this.most = most;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(100);
        }

        @Override
        public void onNext(Long number) {
            sum += number;
            if (++count == most) {
                subscription.cancel(); // no signal follows
                total.complete(sum);
            } else if (count % 100 == 0) {
                subscription.request(100);
            }
        }

        @Override
        public void onError(Throwable failure) {
            total.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            total.complete(sum);
        }
    }

    // end

    @Test
    void stream_isSubscribedTo() {
        // guide
        Sum sum = new Sum(Long.MAX_VALUE);
        Flow.Publisher<Long> ids =
                connection.stream("SELECT id FROM music_style WHERE id > ?", row -> row.getLong("id"), 0);
        ids.subscribe(sum); // the statement is submitted now
        CompletableFuture<Long> total = sum.total;
        // end

        assertThat(await(total)).isEqualTo(sumOfIds);
    }

    @Test
    void stream_isCancelled() {
        // guide
        Sum sum = new Sum(3);
        connection.stream("SELECT id FROM music_style ORDER BY id", row -> row.getLong("id"))
                .subscribe(sum);
        CompletableFuture<Rows> next = connection.query("SELECT COUNT(*) FROM music_style");
        // end

        assertThat(await(sum.total)).isEqualTo(1 + 2 + 3);
        assertThat(await(next).get(0).getLong(0)).isEqualTo(246);
    }

    @Test
    void fetchSize_letsOthersIn() {
        // guide
        Statement statement = Statement.of("SELECT id FROM music_style").fetchSize(50);
        Sum sum = new Sum(Long.MAX_VALUE);
        connection.stream(statement, row -> row.getLong("id")).subscribe(sum);
        CompletableFuture<Rows> between = connection.query("SELECT COUNT(*) FROM music_style");
        // end

        assertThat(await(between).get(0).getLong(0)).isEqualTo(246);
        assertThat(await(sum.total)).isEqualTo(sumOfIds);
    }

    @Test
    void streamingCursor_isFetchedFrom() {
        // guide
        Cursor cursor = connection.streamingCursor();
        CompletableFuture<Long> total = cursor.execute("SELECT id FROM music_style")
                .thenCompose(executed -> sum(executed, 0))
                .whenComplete((sum, failure) -> cursor.close());
        // end

        assertThat(await(total)).isEqualTo(sumOfIds);
        assertThat(count()).isEqualTo(246);
    }

    // guide
    private static CompletableFuture<Long> sum(Cursor cursor, long before) {
        return cursor.fetchMany(100).thenCompose(rows -> {
            long sum =
                    before + rows.stream().mapToLong(row -> row.getLong("id")).sum();
            return rows.isEmpty() ? CompletableFuture.completedFuture(sum) : sum(cursor, sum);
        });
    }

    // end
}
