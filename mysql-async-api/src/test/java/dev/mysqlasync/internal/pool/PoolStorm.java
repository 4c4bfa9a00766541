package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPoolTimeoutException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.PoolStats;
import dev.mysqlasync.SessionReset;
import dev.mysqlasync.internal.connection.Lendable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Many acquirers, few connections, and everything that can go wrong, on a virtual clock. */
final class PoolStorm {

    private static final Duration ACQUIRE_TIMEOUT = Duration.ofMillis(900);

    private final SplittableRandom random;
    private final VirtualTransport transport = new VirtualTransport();
    private final PoolCore core;
    private final Faults faults;
    private final boolean faulty;
    private final int users;
    private final int maxSize;
    private final List<String> violations = new ArrayList<>();
    private final Set<Lendable> held = new HashSet<>();
    private int connections;
    private int numbered;
    private int lastGranted = -1;
    private int answered;
    private int granted;
    private int timedOut;
    private int cancelled;
    private int refused; // for lack of memory

    PoolStorm(long seed, int users, int maxSize) {
        this(seed, users, maxSize, null);
    }

    /** @param faults what the pool's calls throw; {@code null} where they throw nothing */
    PoolStorm(long seed, int users, int maxSize, @Nullable Faults faults) {
        this.random = new SplittableRandom(seed);
        this.faulty = faults != null;
        this.faults = faults == null ? Faults.none() : faults;
        this.users = users;
        this.maxSize = maxSize;
        PoolOptions options = PoolOptions.builder()
                .maxSize(maxSize)
                .minSize(random.nextInt(3))
                .maxConnecting(1 + random.nextInt(maxSize))
                .acquireTimeout(ACQUIRE_TIMEOUT)
                .validateAfterIdle(millis(20))
                .keepAlive(millis(200))
                .idleTimeout(millis(300))
                .maxLifetime(Duration.ofSeconds(2))
                .checkTimeout(millis(40))
                .releaseTimeout(millis(40))
                .connectBackoffMin(millis(5))
                .connectBackoffMax(millis(100))
                .build();
        this.core = new PoolCore(
                options,
                this.faults.of(transport),
                () -> {
                    this.faults.run(() -> {}); // before it connects: what has been made belongs to somebody
                    return connect();
                },
                Duration.ofSeconds(1),
                null,
                random.split());
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Up to so many microseconds, by chance. */
    private Duration upTo(int micros) {
        return Duration.ofNanos(random.nextLong(micros * 1000L + 1));
    }

    void run() {
        start();
        for (int i = 0; i < users; i++) {
            transport.schedule(arrival(), this::arrive);
        }
        transport.pass(Duration.ofSeconds(10));
        faults.end();
        transport.pass(Duration.ofSeconds(faulty ? 10 : 50));
        checkRest();
        checkEveryPlace();
        core.close(Duration.ZERO);
        transport.pass(Duration.ofSeconds(5));
        check(connections == 0, "connections are left: " + connections);
        check(transport.timers() == 0, "timers are left: " + transport.timers());
    }

    /** As a user does whose pool could not be made. */
    private void start() {
        try {
            core.start();
        } catch (OutOfMemoryError e) {
            start();
        }
    }

    /** In bursts, with quiet in between. */
    private Duration arrival() {
        return Duration.ofSeconds(random.nextInt(8)).plus(upTo(random.nextInt(4) == 0 ? 1_000_000 : 300_000));
    }

    private void checkRest() {
        for (int i = 0; i < 100 && core.figures().size() != core.figures().idle(); i++) {
            transport.pass(millis(10)); // one is being tried, or made
        }
        PoolStats figures = core.figures();
        check(figures.waiting() == 0, "waiters are left: " + figures);
        check(figures.used() == 0, "not all is returned: " + figures);
        check(figures.size() == figures.idle(), "not all is idle: " + figures);
    }

    /** All places can be used at once. */
    private void checkEveryPlace() {
        List<PooledLease> all = new ArrayList<>();
        for (int i = 0; i < maxSize; i++) {
            CompletableFuture<?> unused = AcquiredLease.of(core, null).thenAccept(all::add);
        }
        transport.pass(ACQUIRE_TIMEOUT);
        check(all.size() == maxSize, "only " + all.size() + " can be used at once");
        all.forEach(lease -> lease.end(true));
        transport.pass(ACQUIRE_TIMEOUT);
    }

    // --- users -----------------------------------------------------------------------------------------------------

    private void arrive() {
        int number = numbered++;
        Duration own = random.nextInt(3) == 0 ? upTo(900_000).plusNanos(1) : null;
        long start = transport.nanoTime();
        CompletableFuture<PooledLease> acquired = acquire(own);
        CompletableFuture<?> unused = acquired.whenComplete((lease, failure) -> {
            answered++;
            if (failure == null) {
                granted(number, lease);
            } else {
                failed(failure, transport.nanoTime() - start, own == null ? ACQUIRE_TIMEOUT : own);
            }
        });
        if (random.nextInt(5) == 0) {
            transport.schedule(upTo(400_000), () -> acquired.cancel(true));
        }
        checkFigures();
    }

    private CompletableFuture<PooledLease> acquire(@Nullable Duration own) {
        try {
            return AcquiredLease.of(core, own);
        } catch (OutOfMemoryError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void granted(int number, PooledLease lease) {
        granted++;
        check(faulty || number > lastGranted, "served out of order: " + number + " after " + lastGranted);
        lastGranted = number;
        check(held.add(lease.connection()), "lent to two users at once");
        transport.schedule(upTo(random.nextInt(50) == 0 ? 200_000 : 6_000), () -> {
            held.remove(lease.connection());
            lease.end(random.nextInt(100) != 0);
            if (random.nextInt(20) == 0) { // when somebody else has it, perhaps
                transport.schedule(upTo(10_000), () -> lease.end(true));
            }
            checkFigures();
        });
    }

    private void failed(Throwable failure, long waited, Duration limit) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof MySqlPoolTimeoutException || cause instanceof MySqlTimeoutException) {
            timedOut++;
            check(
                    faulty ? waited < limit.plusSeconds(5).toNanos() : waited == limit.toNanos(),
                    "timed out after " + waited + " instead of " + limit);
        } else if (cause instanceof CancellationException) {
            cancelled++;
        } else if (faulty && (cause instanceof OutOfMemoryError || cause.getCause() instanceof OutOfMemoryError)) {
            refused++;
        } else {
            violations.add("failed with " + cause);
        }
    }

    private void checkFigures() {
        PoolStats figures = core.figures();
        check(figures.size() <= maxSize, "too many: " + figures);
        check(faulty || connections <= maxSize, "too many connections: " + connections);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds && violations.size() < 10) {
            violations.add(otherwise);
        }
    }

    // --- connections -----------------------------------------------------------------------------------------------

    private CompletableFuture<Lendable> connect() {
        CompletableFuture<Lendable> attempt = new CompletableFuture<>();
        connections++;
        checkFigures();
        transport.schedule(upTo(20_000), () -> {
            if (random.nextInt(10) == 0 || attempt.isDone()) {
                connections--;
                attempt.completeExceptionally(new MySqlConnectException("no luck", null, true));
            } else {
                attempt.complete(new StormyConnection());
            }
        });
        return attempt;
    }

    /** Takes its time, fails now and then, and may end at any moment. */
    private final class StormyConnection extends FacelessConnection {

        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private boolean open = true;

        StormyConnection() {
            if (random.nextInt(4) == 0) {
                transport.schedule(upTo(3_000_000), this::end);
            }
        }

        private void end() {
            if (!ended.isDone()) {
                open = false;
                connections--;
                ended.complete(null);
            }
        }

        private CompletableFuture<?> answer() {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            int luck = random.nextInt(200);
            if (luck == 0) {
                return answer; // which never comes
            }
            transport.schedule(upTo(2_000), () -> {
                if (luck == 1 || !open) {
                    answer.completeExceptionally(new IllegalStateException("no luck"));
                } else {
                    answer.complete(null);
                }
            });
            return answer;
        }

        @Override
        public CompletableFuture<?> check() {
            return faults.call(this::answer);
        }

        @Override
        public CompletableFuture<?> restore(SessionReset reset, Runnable changesLost) {
            return faults.call(this::answer);
        }

        @Override
        public void close() {
            faults.run(() -> {
                open = false;
                transport.schedule(upTo(5_000), this::end);
            });
        }

        @Override
        public boolean isOpen() {
            return faults.call(() -> open);
        }

        @Override
        public CompletableFuture<?> ended() {
            return faults.call(() -> ended);
        }

        @Override
        public void execute(Runnable task) {
            faults.run(() -> transport.offload(task));
        }

        @Override
        public long connectionId() {
            return faults.call(() -> 1L);
        }

        @Override
        public boolean isReadOnly() {
            return faults.call(super::isReadOnly);
        }

        @Override
        public @Nullable MySqlException refusal() {
            faults.run(() -> {});
            return null;
        }
    }

    // --- what came of it -------------------------------------------------------------------------------------------

    List<String> violations() {
        return violations;
    }

    int unanswered() {
        return users - answered;
    }

    int granted() {
        return granted;
    }

    int timedOut() {
        return timedOut;
    }

    int cancelled() {
        return cancelled;
    }
}
