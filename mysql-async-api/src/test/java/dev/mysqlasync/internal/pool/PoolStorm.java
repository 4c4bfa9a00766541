package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnectException;
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

/** Many acquirers, few connections, and everything that can go wrong, on a virtual clock. */
final class PoolStorm {

    private static final Duration ACQUIRE_TIMEOUT = Duration.ofMillis(900);

    private final SplittableRandom random;
    private final VirtualTransport transport = new VirtualTransport();
    private final PoolCore core;
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

    PoolStorm(long seed, int users, int maxSize) {
        this.random = new SplittableRandom(seed);
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
        this.core = new PoolCore(options, transport, this::connect, null, random.split());
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Up to so many microseconds, by chance. */
    private Duration upTo(int micros) {
        return Duration.ofNanos(random.nextLong(micros * 1000L + 1));
    }

    void run() {
        core.start();
        for (int i = 0; i < users; i++) {
            transport.schedule(arrival(), this::arrive);
        }
        transport.pass(Duration.ofSeconds(60));
        checkRest();
        core.close(Duration.ZERO);
        transport.pass(Duration.ofSeconds(5));
        check(connections == 0, "connections are left: " + connections);
        check(transport.timers() == 0, "timers are left: " + transport.timers());
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

    // --- users -----------------------------------------------------------------------------------------------------

    private void arrive() {
        int number = numbered++;
        Duration own = random.nextInt(3) == 0 ? upTo(900_000).plusNanos(1) : null;
        long start = transport.nanoTime();
        CompletableFuture<PooledLease> acquired = core.acquire(own, true);
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

    private void granted(int number, PooledLease lease) {
        granted++;
        check(number > lastGranted, "served out of order: " + number + " after " + lastGranted);
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
            check(waited == limit.toNanos(), "timed out after " + waited + " instead of " + limit);
        } else if (cause instanceof CancellationException) {
            cancelled++;
        } else {
            violations.add("failed with " + cause);
        }
    }

    private void checkFigures() {
        PoolStats figures = core.figures();
        check(figures.size() <= maxSize, "too many: " + figures);
        check(connections <= maxSize, "too many connections: " + connections);
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
            if (random.nextInt(10) == 0 || !attempt.complete(new StormyConnection())) {
                connections--;
                attempt.completeExceptionally(new MySqlConnectException("no luck", null, true));
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
            return answer();
        }

        @Override
        public CompletableFuture<?> restore(SessionReset reset, Runnable changesLost) {
            return answer();
        }

        @Override
        public void close() {
            open = false;
            transport.schedule(upTo(5_000), this::end);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public CompletableFuture<?> ended() {
            return ended;
        }

        @Override
        public void execute(Runnable task) {
            transport.offload(task);
        }

        @Override
        public long connectionId() {
            return 1;
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
