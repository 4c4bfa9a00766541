package dev.mysqlasync.internal.pool;

import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.internal.pool.PoolEntry.State;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a connection may be in a state, by the pool's options. All times are nanoseconds.
 *
 * @param networkLimit by when an attempt to connect, or to close, has ended by itself
 */
record EntryTimes(PoolOptions options, Duration networkLimit, RandomGenerator random) {

    /** What is later than its limit by this much was lost. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    /** The lifetime of a new connection: up to a tenth shorter than {@code maxLifetime}. */
    long lifetime() {
        Duration longest = options.maxLifetime();
        if (longest == null) {
            return Long.MAX_VALUE;
        }
        return longest.toNanos() - random.nextLong(longest.toNanos() / 10 + 1);
    }

    /** Whether the connection has answered so recently that it can be lent without a ping. */
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

    /** Whether the answer that an entry waits for is so late that the step which waits for it was lost. */
    boolean isOverdue(PoolEntry entry, long now) {
        Duration limit = switch (entry.state()) {
            case CONNECTING -> entry.isAttempted() ? networkLimit : Duration.ZERO;
            case CHECKING -> options.checkTimeout();
            case RETURNING -> options.releaseTimeout();
            case CLOSING -> Duration.ZERO;
            case IDLE, USED, GONE -> null;
        };
        return limit != null && isLate(limit.plus(SLACK), entry.inStateFor(now));
    }

    /** Whether an entry has been closed for so long that the end of its connection was lost. */
    boolean isCloseLost(PoolEntry entry, long now) {
        return entry.is(State.CLOSING) && isLate(networkLimit.plus(SLACK), entry.inStateFor(now));
    }

    private static boolean isLate(@Nullable Duration limit, long nanos) {
        return limit != null && nanos >= limit.toNanos();
    }
}
