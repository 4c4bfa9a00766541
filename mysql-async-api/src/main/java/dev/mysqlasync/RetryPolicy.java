package dev.mysqlasync;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often a transaction is run again, and after which pauses. Immutable: each method gives a new one.
 *
 * <p>The pause is random, between zero and a bound that doubles with each attempt ("full jitter"), so that transactions that
 * got into each other's way do not meet again.
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
     * With so many attempts, the first one included.
     *
     * @param attempts at least 1
     */
    public RetryPolicy maxAttempts(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1: " + attempts);
        }
        return new RetryPolicy(attempts, firstPause, maxPause, random);
    }

    /** With this bound for the first pause; 20 milliseconds unless set. Zero for no pauses at all. */
    public RetryPolicy firstPause(Duration bound) {
        return new RetryPolicy(maxAttempts, notNegative(bound, "firstPause"), maxPause, random);
    }

    /** With this bound for all pauses; one second unless set. */
    public RetryPolicy maxPause(Duration bound) {
        return new RetryPolicy(maxAttempts, firstPause, notNegative(bound, "maxPause"), random);
    }

    /**
     * With this source of randomness, for tests that repeat themselves. It is asked on the threads of the connections that the
     * policy is used on.
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

    /** How many attempts there are, the first one included. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /**
     * A pause, drawn anew with each call.
     *
     * @param attempts how many attempts have failed, at least 1
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
