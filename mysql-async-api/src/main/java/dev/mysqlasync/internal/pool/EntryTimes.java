package dev.mysqlasync.internal.pool;

import dev.mysqlasync.PoolOptions;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long a pool's options let a connection be in a state. All times are nanoseconds. */
record EntryTimes(PoolOptions options, RandomGenerator random) {

    /** How long a new one lives: up to a tenth shorter than the longest. */
    long lifetime() {
        Duration longest = options.maxLifetime();
        if (longest == null) {
            return Long.MAX_VALUE;
        }
        return longest.toNanos() - random.nextLong(longest.toNanos() / 10 + 1);
    }

    /** Whether it can be lent as it is: it has given a sign of life just now. */
    boolean isFresh(PoolEntry entry, long now) {
        return entry.silentFor(now) <= options.validateAfterIdle().toNanos();
    }

    boolean isIdleForLong(PoolEntry entry, long now) {
        return isLate(options.idleTimeout(), entry.idleFor(now));
    }

    boolean isSilentForLong(PoolEntry entry, long now) {
        return isLate(options.keepAlive(), entry.silentFor(now));
    }

    boolean isSuspect(long used) {
        return isLate(options.leakThreshold(), used);
    }

    boolean isForgotten(long used) {
        return isLate(options.reclaimAfter(), used);
    }

    private static boolean isLate(@Nullable Duration limit, long nanos) {
        return limit != null && nanos >= limit.toNanos();
    }
}
