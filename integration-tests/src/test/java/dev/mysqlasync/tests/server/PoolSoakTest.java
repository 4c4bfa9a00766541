package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import dev.mysqlasync.tests.Await;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A pool whose server is killed, halted, restarted and made slow, with users whose code throws. What happens is by chance:
 * {@code -Dsuite.seed=…} (1 by default) makes the choices, and {@code -Dsuite.seconds=…} says how long it goes on.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the jar with the server is for this system")
class PoolSoakTest {

    private static final int SECONDS = 5;
    private static final int USERS = 16;
    private static final int SIZE = 8;
    private static final long MOST_MORE_HEAP = 16 << 20;

    private final long seed = Long.getLong("suite.seed", 1);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private PrivateServer server;
    private MySqlPool pool;

    @BeforeEach
    void start() throws IOException {
        server = PrivateServer.start();
        MySqlOptions options = server.options().toBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .statementTimeout(Duration.ofSeconds(2))
                .codec(SoakUser.Own.CODEC)
                .build();
        pool = MySqlPool.create(
                options,
                PoolOptions.builder()
                        .maxSize(SIZE)
                        .acquireTimeout(Duration.ofSeconds(1))
                        .listener(new Listener())
                        .build());
        Await.until(() -> succeeds("CREATE TABLE IF NOT EXISTS soak (v INT)"));
    }

    @AfterEach
    void stop() {
        pool.close();
        threads.shutdownNow();
        server.close();
    }

    /** Throws now and then. */
    private static final class Listener implements PoolListener {

        private final AtomicInteger events = new AtomicInteger();

        @Override
        public void acquired(long connectionId, Duration waited) {
            throwSometimes();
        }

        @Override
        public void released(long connectionId, Duration used) {
            throwSometimes();
        }

        @Override
        public void connectFailed(MySqlException cause) {
            throwSometimes();
        }

        private void throwSometimes() {
            if (events.incrementAndGet() % 500 == 0) {
                throw new SoakUser.Thrown();
            }
        }
    }

    private boolean succeeds(String sql) {
        return pool.execute(sql).handle((done, failure) -> failure == null).join();
    }

    @Test
    void pool_whoseServerFailsAndWhoseUsersThrow_endsAsItBegan() throws IOException, InterruptedException {
        List<SoakUser> users = IntStream.range(0, USERS)
                .mapToObj(user -> new SoakUser(pool, new SplittableRandom(seed + user), threads))
                .toList();
        users.forEach(SoakUser::begin);
        Await.until(() -> users.stream().allMatch(user -> user.successes() > 10));
        long threadsBefore = ioThreads();
        long heapBefore = heap();

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("suite.seconds", SECONDS));
        do {
            disturb();
        } while (System.nanoTime() - end < 0);
        int[] before = users.stream().mapToInt(SoakUser::successes).toArray();
        Await.until(() -> IntStream.range(0, USERS).allMatch(i -> users.get(i).successes() > before[i]));

        users.forEach(SoakUser::end);
        for (SoakUser user : users) {
            assertThat(endsInTime(user))
                    .as("-Dsuite.seed=%d: %s", seed, user.doing())
                    .isTrue();
        }
        assertQuiet();
        assertThat(heap() - heapBefore).as("more bytes of heap").isLessThan(MOST_MORE_HEAP);
        Await.until(() -> ioThreads() <= threadsBefore && helpers() == 0);
    }

    private static boolean endsInTime(SoakUser user) {
        return user.end()
                .thenApply(done -> true)
                .completeOnTimeout(false, Await.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Nothing is in use, and all of the pool's places can be used at once. */
    private void assertQuiet() {
        Await.until(() -> pool.stats().used() == 0 && pool.stats().waiting() == 0);
        List<MySqlConnection> all =
                Stream.generate(() -> await(pool.acquire())).limit(SIZE).toList();
        List<CompletableFuture<Rows>> answers =
                all.stream().map(each -> each.query("SELECT 1")).toList();
        answers.forEach(Await::await);
        all.forEach(each -> await(each.close()));
        Await.until(() -> pool.stats().used() == 0);
    }

    // --- what is done to the server --------------------------------------------------------------------------------

    private void disturb() throws IOException, InterruptedException {
        switch (random.nextInt(4)) {
            case 0 -> {
                server.kill();
                pause(300);
                server.startAgain();
                Await.until(() -> succeeds("DO 1"));
            }
            case 1 -> {
                server.halt();
                pause(random.nextInt(2_500));
                server.resume();
            }
            case 2 -> {
                for (int i = 0; i < 10; i++) { // slow
                    server.halt();
                    pause(40);
                    server.resume();
                    pause(10);
                }
            }
            default -> pause(random.nextInt(500));
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    // --- what there is ---------------------------------------------------------------------------------------------

    private static long ioThreads() {
        return named("mysql-async-nio");
    }

    /** Threads that end when they have nothing to do. */
    private static long helpers() {
        return named("mysql-async-offload")
                + named("mysql-async-connect")
                + named("mysql-async-blocking")
                + named("mysql-async-callback");
    }

    private static long named(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    private static long heap() {
        System.gc(); // or what is not alive would count
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
