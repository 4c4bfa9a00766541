package dev.mysqlasync.internal.pool;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: by chance, below a bound that doubles with each failure. */
record Backoff(long minNanos, long maxNanos, RandomGenerator random) {

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this(min.toNanos(), max.toNanos(), random);
    }

    /** @param failures how many attempts in a row have failed; at least 1 */
    long nanosAfter(int failures) {
        int doublings = Math.min(failures - 1, 30);
        long bound = minNanos > maxNanos >> doublings ? maxNanos : minNanos << doublings;
        return random.nextLong(bound + 1);
    }
}
