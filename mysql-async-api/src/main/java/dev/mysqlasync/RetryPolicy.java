package dev.mysqlasync;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often a transaction is retried, and how long the pauses between attempts are. Immutable: each method returns a
 * new policy.
 *
 * <p>A pause is random, between zero and a bound that doubles with each attempt ("full jitter"). So transactions that
 * conflicted are unlikely to meet again.
 */
public final class RetryPolicy {

    private static final RetryPolicy DEFAULTS = new RetryPolicy(5, Duration.ofMillis(20), Duration.ofSeconds(1), null);

    private final int maxAttempts;
    private final Duration firstPause;
    private final Duration maxPause;
    private final @Nullable RandomGenerator random;

    private RetryPolicy(int maxAttempts, Duration firstPause, Duration maxPause, @Nullable RandomGenerator random) {
        this.maxAttempts = maxAttempts;
        this.firstPause = firstPause;
        this.maxPause = maxPause;
        this.random = random;
    }

    /** Five attempts, with pauses of up to 20, 40, 80 and 160 milliseconds between them. */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * This policy with another number of attempts, including the first one.
     *
     * @param attempts at least 1
     * @throws IllegalArgumentException if it is less than 1
     */
    public RetryPolicy maxAttempts(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1: " + attempts);
        }
        return new RetryPolicy(attempts, firstPause, maxPause, random);
    }

    /**
     * This policy with another bound for the first pause. The default is 20 milliseconds; zero means no pauses.
     *
     * @param bound zero to 1 day
     * @throws IllegalArgumentException if it is out of range
     */
    public RetryPolicy firstPause(Duration bound) {
        return new RetryPolicy(maxAttempts, notNegative(bound, "firstPause"), maxPause, random);
    }

    /**
     * This policy with another bound for all pauses. The default is one second.
     *
     * @param bound zero to 1 day
     * @throws IllegalArgumentException if it is out of range
     */
    public RetryPolicy maxPause(Duration bound) {
        return new RetryPolicy(maxAttempts, firstPause, notNegative(bound, "maxPause"), random);
    }

    /**
     * This policy with another source of random numbers, for reproducible tests. It is used on the I/O threads of all
     * connections that use the policy.
     */
    public RetryPolicy random(RandomGenerator source) {
        return new RetryPolicy(maxAttempts, firstPause, maxPause, Objects.requireNonNull(source, "source"));
    }

    private static Duration notNegative(Duration bound, String name) {
        if (bound.isNegative() || bound.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be between zero and a day: " + bound);
        }
        return bound;
    }

    /** The number of attempts, including the first one. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /**
     * A random pause; each call returns another one.
     *
     * @param attempts the number of failed attempts, at least 1
     */
    public Duration pauseAfter(int attempts) {
        long bound = Math.min(maxPause.toNanos(), doubled(firstPause.toNanos(), attempts - 1));
        RandomGenerator source = random == null ? ThreadLocalRandom.current() : random;
        return Duration.ofNanos(source.nextLong(bound + 1));
    }

    private static long doubled(long nanos, int times) {
        boolean fits = nanos == 0 || times < Long.numberOfLeadingZeros(nanos) - 1;
        return fits ? nanos << times : Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return "RetryPolicy[maxAttempts=" + maxAttempts + ", firstPause=" + firstPause + ", maxPause=" + maxPause + "]";
    }
}
