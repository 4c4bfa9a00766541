package dev.mysqlasync.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.tests.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many users of few connections, which are killed at random, with cancels and deadlines. */
class PoolStormTest extends PoolScene {

    /** {@code -Dpool.storm.seconds=60} for longer. */
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("pool.storm.seconds", 3));

    private static final int ENOUGH = 100;

    private static final int MAX_SIZE = 10;
    private static final int USERS = 200;

    private final Set<Long> connectionIds = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    private final PoolListener listener = new PoolListener() {
        @Override
        public void connected(long connectionId, Duration took) {
            connectionIds.add(connectionId);
        }

        @Override
        public void discarded(long connectionId, DiscardReason reason, @Nullable Throwable cause) {
            connectionIds.remove(connectionId);
        }
    };

    @Test
    void storm_everybodyGetsTheirOwnAnswerOrATypedError() throws InterruptedException {
        MySqlConnection killer = connect(options -> options.autocommit(true));
        MySqlPool pool = pool(options -> options.maxSize(MAX_SIZE).listener(listener));
        SplittableRandom random = new SplittableRandom(1);
        Semaphore users = new Semaphore(USERS);
        List<CompletableFuture<?>> kills = new ArrayList<>();
        long start = System.nanoTime();
        for (long tag = 0; !isOver(start); tag++) {
            acquire(users, 1);
            use(pool, tag, random).whenComplete((done, failure) -> users.release());
            if (pool.stats().size() > MAX_SIZE) {
                wrong.add("too many: " + pool.stats());
            }
            if (random.nextInt(100) == 0) {
                kill(killer, random, kills);
            }
        }
        acquire(users, USERS);
        kills.forEach(Await::await);

        assertThat(wrong).isEmpty();
        assertThat(succeeded.get()).isGreaterThan(ENOUGH);
        assertThat(failed.get()).isPositive();
        Await.until(() -> pool.stats().used() == 0
                && pool.stats().waiting() == 0
                && pool.stats().idle() == pool.stats().size());
        assertThat(lastAnswer(pool)).isEqualTo(1);
    }

    /** Goes on beyond the time where so little has happened that it would prove nothing. */
    private boolean isOver(long start) {
        long left = start + TIME.toNanos() - System.nanoTime();
        boolean enough = succeeded.get() > ENOUGH && failed.get() > 0;
        return left <= (enough ? 0 : -Await.LIMIT.toNanos());
    }

    private static void acquire(Semaphore users, int permits) throws InterruptedException {
        assertThat(users.tryAcquire(permits, Await.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("users that have their outcome")
                .isTrue();
    }

    /** The end of a connection that was killed may not be known yet: each can be lent once more. */
    private static long lastAnswer(MySqlPool pool) {
        for (int lost = 0; lost < MAX_SIZE; lost++) {
            try {
                return number(pool, "SELECT ?", 1);
            } catch (MySqlException e) {
                assertThat(e.isFatal()).isTrue();
            }
        }
        return number(pool, "SELECT ?", 1);
    }

    private CompletableFuture<?> use(MySqlPool pool, long tag, SplittableRandom random) {
        Statement statement = Statement.of("SELECT ?, SLEEP(?)", tag, random.nextInt(10) == 0 ? 0.01 : 0);
        CompletableFuture<Rows> answer = pool.query(
                random.nextInt(5) == 0 ? statement.timeout(Duration.ofMillis(1 + random.nextInt(50))) : statement);
        CompletableFuture<?> noted = answer.handle((rows, failure) -> {
            note(tag, rows, failure);
            return null;
        });
        if (random.nextInt(20) == 0) {
            answer.cancel(true);
        }
        return noted;
    }

    private void note(long tag, @Nullable Rows rows, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (rows != null) {
            succeeded.incrementAndGet();
            if (rows.get(0).getLong(0) != tag) {
                wrong.add("asked for " + tag + ", got " + rows.get(0).getLong(0));
            }
        } else if (cause instanceof MySqlException) {
            failed.incrementAndGet();
        } else if (!(cause instanceof CancellationException)) {
            wrong.add("untyped: " + cause);
        }
    }

    /** The connection may be gone by then, which is an error that nobody minds. */
    private void kill(MySqlConnection killer, SplittableRandom random, List<CompletableFuture<?>> kills) {
        List<Long> ids = List.copyOf(connectionIds);
        if (!ids.isEmpty()) {
            long victim = ids.get(random.nextInt(ids.size()));
            kills.add(killer.execute("KILL CONNECTION " + victim).handle((done, failure) -> null));
        }
    }
}
