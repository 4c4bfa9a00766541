package dev.mysqlasync.tests.exhaustion;

import dev.mysqlasync.ByteSource;
import dev.mysqlasync.LongParameter;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Rows;
import dev.mysqlasync.Statement;
import dev.mysqlasync.spi.TransportOptions;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Uses something up, looks that everything that waits ends meanwhile, lets go of it, and looks that all is well again. A program of its
 * own, as it is its whole JVM that has none left.
 */
public final class Exhaustion {

    private interface Scenario {
        void run(MySqlOptions options, MySqlPool pool) throws Exception;
    }

    static final Map<String, Scenario> SCENARIOS = Map.of(
            "blockedLoop", Exhaustion::blockedLoop,
            "blockedStreams", Exhaustion::blockedStreams,
            "blockedCallbacks", Exhaustion::blockedCallbacks,
            "directMemory", Exhaustion::directMemory,
            "descriptors", Exhaustion::descriptors);

    /** More than there are threads of any kind. */
    private static final int MANY = 70;

    private Exhaustion() {}

    /** With the URL of a server and the name of what is used up. */
    public static void main(String[] arguments) throws Exception {
        MySqlOptions options = MySqlOptions.parse(arguments[0]).toBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        MySqlPool pool = MySqlPool.create(
                options,
                PoolOptions.builder()
                        .maxSize(MANY + 10)
                        .acquireTimeout(Duration.ofSeconds(1))
                        .build());
        untilOne(() -> pool.query("SELECT 1")); // also loads the classes that it takes
        untilOne(() -> MySqlConnection.connect(options).thenCompose(MySqlConnection::close));
        succeeds(MySqlConnection.connect(options.toBuilder().port(1).build()));
        SCENARIOS.get(arguments[1]).run(options, pool);
        for (int i = 0; i < 8; i++) { // each event loop's turn comes
            untilOne(() -> MySqlConnection.connect(options).thenCompose(MySqlConnection::close));
            untilOne(() -> pool.query("SELECT 1"));
        }
        System.out.println("ends well");
        System.exit(0);
    }

    private interface Attempt {
        CompletableFuture<?> begin();
    }

    /** Tries until one succeeds; whatever is tried ends, with nothing or with a typed error. */
    private static void untilOne(Attempt attempt) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!succeeds(attempt.begin())) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("nothing succeeds");
            }
        }
    }

    private static boolean succeeds(CompletableFuture<?> future) {
        try {
            future.orTimeout(60, TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof MySqlException) {
                return false;
            }
            throw new AssertionError("no typed error", e);
        }
    }

    // --- threads ---------------------------------------------------------------------------------------------------

    /** A user's callback blocks the I/O thread that it runs on. */
    private static void blockedLoop(MySqlOptions options, MySqlPool pool) throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch blocking = new CountDownLatch(1);
        MySqlConnection connection = MySqlConnection.connect(options).join();
        CompletableFuture<List<Integer>> blocked = connection.query("SELECT 2", row -> {
            blocking.countDown();
            await(released);
            return 2;
        });
        blocking.await();
        untilOne(() -> pool.query("SELECT 3"));
        untilOne(() -> MySqlConnection.connect(options).thenCompose(MySqlConnection::close));
        released.countDown();
        blocked.join();
    }

    /** More users' streams block than there are threads for them. */
    private static void blockedStreams(MySqlOptions options, MySqlPool pool) {
        CountDownLatch released = new CountDownLatch(1);
        List<CompletableFuture<Rows>> sending = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            ByteSource blocking = ByteSource.ofStream(() -> {
                await(released);
                return InputStream.nullInputStream();
            });
            sending.add(pool.query(Statement.of("SELECT LENGTH(?)", LongParameter.ofBytes(blocking))
                    .timeout(Duration.ofSeconds(3))));
        }
        sending.forEach(Exhaustion::succeeds); // each within its own time
        untilOne(() -> pool.query("SELECT 3"));
        untilOne(() -> MySqlConnection.connect(options).thenCompose(MySqlConnection::close));
        released.countDown();
    }

    /** What hangs on the failures of a pool blocks. */
    private static void blockedCallbacks(MySqlOptions options, MySqlPool pool) {
        CountDownLatch released = new CountDownLatch(1);
        MySqlPool full = MySqlPool.create(
                options,
                PoolOptions.builder()
                        .maxSize(1)
                        .acquireTimeout(Duration.ofMillis(200))
                        .build());
        MySqlConnection held = full.acquire().orTimeout(60, TimeUnit.SECONDS).join();
        CountDownLatch blocking = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            CompletableFuture<?> unused = full.query("SELECT 1").handle((rows, failure) -> {
                blocking.countDown();
                await(released);
                return null;
            });
        }
        await(blocking);
        succeeds(full.query("SELECT 1"));
        untilOne(() -> pool.query("SELECT 3"));
        untilOne(() -> MySqlConnection.connect(options).thenCompose(MySqlConnection::close));
        released.countDown();
        held.close().join();
        full.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(2, TimeUnit.MINUTES)) {
                throw new AssertionError("nobody lets it go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- memory and descriptors ------------------------------------------------------------------------------------

    private static void directMemory(MySqlOptions options, MySqlPool pool) throws IOException {
        List<ByteBuffer> taken = new ArrayList<>();
        for (int size = 1 << 20; size > 0; size /= 2) {
            try {
                while (true) {
                    taken.add(ByteBuffer.allocateDirect(size));
                }
            } catch (OutOfMemoryError e) {
                continue; // in smaller pieces, then
            }
        }
        MySqlOptions ofAnotherTransport = options.toBuilder()
                .transportOptions(new TransportOptions(2, true, true, 0, 0))
                .build();
        int before = descriptors();
        for (int i = 0; i < 20; i++) {
            succeeds(MySqlConnection.connect(options).thenCompose(MySqlConnection::close));
            succeeds(pool.query("SELECT 1"));
        }
        for (int i = 0; i < MANY; i++) { // each tries to start an event loop
            succeeds(MySqlConnection.connect(ofAnotherTransport).thenCompose(MySqlConnection::close));
        }
        int more = descriptors() - before;
        if (more > MANY) {
            throw new AssertionError(more + " descriptors are left open");
        }
        if (taken.isEmpty()) {
            throw new AssertionError("none was taken");
        }
        taken.clear();
        System.gc();
        untilOne(() -> MySqlConnection.connect(ofAnotherTransport).thenCompose(MySqlConnection::close));
    }

    private static int descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return (int) all.count();
        }
    }

    private static void descriptors(MySqlOptions options, MySqlPool pool) throws IOException {
        List<FileInputStream> taken = new ArrayList<>();
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            for (int i = 0; i < 20; i++) {
                succeeds(MySqlConnection.connect(options).thenCompose(MySqlConnection::close));
                succeeds(pool.query("SELECT 1"));
            }
        }
        for (FileInputStream each : taken) {
            each.close();
        }
    }
}
