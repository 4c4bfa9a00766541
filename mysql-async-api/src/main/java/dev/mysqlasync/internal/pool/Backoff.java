package dev.mysqlasync.internal.pool;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Chooses the pause before the next attempt at random, up to a bound that doubles with each failure. */
record Backoff(long minNanos, long maxNanos, RandomGenerator random) {

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this(min.toNanos(), max.toNanos(), random);
    }

    /** @param failures the number of attempts in a row that have failed; at least 1 */
    long nanosAfter(int failures) {
        int doublings = Math.min(failures - 1, 30);
        long bound = minNanos > maxNanos >> doublings ? maxNanos : minNanos << doublings;
        return random.nextLong(bound + 1);
    }
}
