package dev.mysqlasync.tests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlPoolTimeoutException;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.PoolStats;
import dev.mysqlasync.Rows;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolOperationTest extends GuideScene {

    @Test
    void options_boundThePool() {
        // guide
        PoolOptions poolOptions = PoolOptions.builder()
                .minSize(1)
                .maxSize(4)
                .maxWaiters(1_000)
                .acquireTimeout(Duration.ofSeconds(2))
                .build();
        MySqlPool pool = MySqlPool.create(options, poolOptions);
        CompletableFuture<Void> ready = pool.warmUp(Duration.ofSeconds(10));
        // end

        await(ready);
        assertThat(await(pool.query("SELECT COUNT(*) FROM music_style")).get(0).getLong(0))
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

    /** The first connection may take longer to make than others are to wait for one. */
    private static CompletableFuture<MySqlConnection> patient(MySqlPool pool) {
        return pool.acquire().exceptionallyCompose(failure -> patient(pool));
    }

    @Test
    void connection_isForgotten() {
        // guide
        PoolOptions careful = PoolOptions.builder()
                .leakThreshold(Duration.ofMinutes(1)) // logs where it was acquired
                .reclaimAfter(Duration.ofMinutes(10)) // reclaims it
                .build();
        // end

        try (MySqlPool pool = MySqlPool.create(options, careful)) {
            Rows one = await(pool.withConnection(taken -> taken.query("SELECT 1")));
            assertThat(one).hasSize(1);
        }
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
        PoolStats stats = pool.stats();
        System.out.println(stats.used() + " of " + stats.size() + " in use, " + stats.waiting() + " wait");

        CompletableFuture<Void> closed = pool.closeAsync(Duration.ofSeconds(5));
        // end

        await(closed);
        assertThat(stats.connected()).isOne();
        assertThat(lost).hasValue(0);
    }
}
