package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlPoolTimeoutException;
import dev.mysqlasync.PoolFigures;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolTest extends GuideScene {

    private static final PoolOptions PATIENT =
            PoolOptions.builder().acquireTimeout(LIMIT).build();

    @Test
    void verbs_areCommitted() {
        // guide
        try (MySqlPool pool = MySqlPool.create(options)) {
            pool.execute("INSERT INTO music_style (name) VALUES (?)", "doom metal")
                    .join(); // is committed
            Rows styles = pool.query("SELECT id, name FROM music_style WHERE id < ?", 10)
                    .join();
            styles.forEach(style -> System.out.println(style.getInt("id") + " " + style.getString("name")));
        }
        // end

        assertThat(count()).isEqualTo(4);
    }

    @Test
    void inTransaction_hasAConnectionOfItsOwn() {
        try (MySqlPool pool = MySqlPool.create(options, PATIENT)) {
            // guide
            CompletableFuture<ExecuteResult> both = pool.inTransaction(transaction -> transaction
                    .execute("INSERT INTO music_style (name) VALUES (?)", "folk metal")
                    .thenCompose(
                            one -> transaction.execute("INSERT INTO music_style (name) VALUES (?)", "black metal")));
            // end

            await(both);
        }
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void connections_areLent() {
        try (MySqlPool pool = MySqlPool.create(options, PATIENT)) {
            // guide
            CompletableFuture<Rows> lent = pool.withConnection(connection -> connection
                    .execute("SET @least = 2")
                    .thenCompose(set -> connection.query("SELECT name FROM music_style WHERE id >= @least")));

            CompletableFuture<Rows> acquired = pool.acquire()
                    .thenCompose(connection -> connection
                            .query("SELECT name FROM music_style")
                            .whenComplete((rows, failure) -> connection.close())); // gives it back
            // end

            assertThat(await(lent)).hasSize(2);
            assertThat(await(acquired)).hasSize(3);
        }
    }

    @Test
    void options_boundThePool() {
        // guide
        PoolOptions poolOptions = PoolOptions.builder()
                .minSize(1)
                .maxSize(4)
                .maxWaiters(1_000)
                .acquireTimeout(Duration.ofSeconds(2))
                .leakThreshold(Duration.ofMinutes(1))
                .build();
        MySqlPool pool = MySqlPool.create(options, poolOptions);
        // end

        MySqlConnection taken = await(patient(pool));
        assertThat(await(taken.query("SELECT COUNT(*) FROM music_style")).get(0).getLong(0))
                .isEqualTo(3);
        await(pool.closeAsync(Duration.ZERO));
    }

    @Test
    void acquirer_thatWaitsTooLong() {
        PoolOptions small = PoolOptions.builder()
                .maxSize(1)
                .acquireTimeout(Duration.ofMillis(50))
                .build();
        try (MySqlPool pool = MySqlPool.create(options, small)) {
            MySqlConnection taken = await(patient(pool));

            // guide
            CompletableFuture<String> answer = pool.query("SELECT 'an answer'").handle((rows, failure) -> {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                return cause instanceof MySqlPoolTimeoutException ? "too busy" : "served";
            });
            // end

            assertThat(await(answer)).isEqualTo("too busy");
            await(taken.close());
        }
    }

    /** A first connection, which may take longer to make than acquirers are to wait for one. */
    private static CompletableFuture<MySqlConnection> patient(MySqlPool pool) {
        return pool.acquire().exceptionallyCompose(failure -> patient(pool));
    }

    @Test
    void listener_isTold() {
        // guide
        AtomicLong lost = new AtomicLong();
        PoolListener counting = new PoolListener() {
            @Override
            public void discarded(long connectionId, DiscardReason reason, @Nullable Throwable cause) {
                if (reason == DiscardReason.LOST) {
                    lost.incrementAndGet();
                }
            }
        };
        PoolOptions watched = PoolOptions.builder().listener(counting).build();
        MySqlPool pool = MySqlPool.create(options, watched);
        // end

        await(await(patient(pool)).close());

        // guide goes on
        PoolFigures figures = pool.stats();
        System.out.println(figures.used() + " of " + figures.size() + " in use, " + figures.waiting() + " wait");

        CompletableFuture<Void> closed = pool.closeAsync(Duration.ofSeconds(5));
        // end

        await(closed);
        assertThat(figures.connected()).isOne();
        assertThat(lost).hasValue(0);
    }
}
