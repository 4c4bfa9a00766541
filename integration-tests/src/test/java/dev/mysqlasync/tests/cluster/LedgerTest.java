package dev.mysqlasync.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.TransactionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many writers on a few rows, on several servers and through proxies: nothing is torn, nothing hangs. The servers are those that
 * {@code TEST_SERVER_GALERA1} to {@code 3}, {@code TEST_SERVER_ROUTER}, {@code _ROUTER_PREFERRED} and {@code _ROUTER_SHARING} name;
 * each test goes on for {@code suite.seconds}, 20 by default.
 */
@Tag("clusters")
class LedgerTest {

    private static final int WRITERS = 32;

    private final long seed = Long.getLong("suite.seed", System.nanoTime());
    private final long seconds = Long.getLong("suite.seconds", 20);
    private final AtomicLong tokens = new AtomicLong(System.currentTimeMillis() * 1000);

    @Test
    void galera_writersOnAllNodes_tearNothing() throws Exception {
        run(
                "galera",
                ClusterServers.options("GALERA1"),
                ClusterServers.options("GALERA2"),
                ClusterServers.options("GALERA3"));
    }

    @Test
    void router_passesEverythingThrough_tearsNothing() throws Exception {
        run("passthrough", ClusterServers.options("ROUTER"));
    }

    @Test
    void router_speaksForTheServer_tearsNothing() throws Exception {
        run("preferred", ClusterServers.options("ROUTER_PREFERRED"));
    }

    @Test
    void router_sharesConnections_tearsNothing() throws Exception {
        run("sharing", ClusterServers.options("ROUTER_SHARING"));
    }

    private void run(String name, MySqlOptions... servers) throws Exception {
        Ledger ledger = new Ledger(name);
        List<MySqlPool> pools = new ArrayList<>();
        for (MySqlOptions server : servers) {
            PoolOptions size = PoolOptions.builder()
                    .maxSize(WRITERS / servers.length + 1)
                    .acquireTimeout(ClusterServers.LIMIT)
                    .build();
            pools.add(MySqlPool.create(server, size));
        }
        try {
            ledger.create(pools.get(0));
            write(ledger, pools);
            for (MySqlPool pool : pools) {
                ledger.audit(pool);
            }
            assertThat(ledger.size()).as("transfers").isGreaterThan(WRITERS);
        } catch (AssertionError e) {
            throw new AssertionError("suite.seed " + seed + ": " + e.getMessage(), e);
        } finally {
            pools.forEach(MySqlPool::close);
        }
    }

    private void write(Ledger ledger, List<MySqlPool> pools) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        SplittableRandom random = new SplittableRandom(seed);
        List<CompletableFuture<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(write(ledger, pools.get(i % pools.size()), random.split(), end));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
        all.get(
                seconds + 2 * ClusterServers.LIMIT.toSeconds(),
                TimeUnit.SECONDS); // a transfer that hangs would time out here
    }

    private CompletableFuture<?> write(Ledger ledger, MySqlPool pool, SplittableRandom random, long end) {
        if (System.nanoTime() - end >= 0) {
            return CompletableFuture.completedFuture(null);
        }
        long token = tokens.incrementAndGet();
        return pool.retryTransaction(
                        RetryPolicy.defaults().maxAttempts(10),
                        TransactionOptions.defaults(),
                        transaction -> ledger.transfer(transaction, token, random))
                .handle((done, failure) -> {
                    settle(ledger, token, failure);
                    return null;
                })
                .thenCompose(settled -> write(ledger, pool, random, end));
    }

    /** Where many meet, some give up, told so by the server; what ran out of time hangs. */
    private void settle(Ledger ledger, long token, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            ledger.acknowledged(token);
        } else if (cause instanceof MySqlServerException known && known.isTransient() && !known.isFatal()) {
            ledger.failed(token);
        } else {
            throw new CompletionException(cause);
        }
    }
}
