package dev.mysqlasync;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link MySqlPool} behaves. Immutable; made with a builder, whose methods document each option with its default.
 *
 * @param minSize how many connections are kept, whether they are used or not
 * @param maxSize how many connections there are at most, those included that are being made or closed
 * @param maxConnecting how many connections are being made at once, at most
 * @param maxWaiters how many acquirers may wait
 * @param acquireTimeout how long an acquirer waits
 * @param idleTimeout how long a connection beyond {@code minSize} stays unused before it is closed; {@code null} for ever
 * @param maxLifetime how old a connection becomes before it is closed, up to a tenth less for each by chance; {@code null} for ever
 * @param keepAlive how long a connection is idle before the server is asked for a sign of life, and again; {@code null} for never
 * @param validateAfterIdle how long a connection is idle before it is tried when it is next acquired
 * @param checkTimeout how long the answer to such a trial may take
 * @param releaseTimeout how long a released connection may take to finish what was submitted on it and to start its session over
 * @param resetOnRelease when the session of a released connection is started over
 * @param leakThreshold how long a connection is in use before it is suspected of being forgotten; {@code null} for never
 * @param reclaimAfter how long a connection is in use before it is taken back; {@code null} for never
 * @param connectBackoffMin the least upper bound of the pause after a failed connect
 * @param connectBackoffMax the greatest upper bound of the pause after a failed connect
 * @param closeTimeout how long {@link MySqlPool#close} waits for connections that are in use
 * @param listeners who is told what happens
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public record PoolOptions(
        int minSize,
        int maxSize,
        int maxConnecting,
        int maxWaiters,
        Duration acquireTimeout,
        @Nullable Duration idleTimeout,
        @Nullable Duration maxLifetime,
        @Nullable Duration keepAlive,
        Duration validateAfterIdle,
        Duration checkTimeout,
        Duration releaseTimeout,
        SessionReset resetOnRelease,
        @Nullable Duration leakThreshold,
        @Nullable Duration reclaimAfter,
        Duration connectBackoffMin,
        Duration connectBackoffMax,
        Duration closeTimeout,
        List<PoolListener> listeners) {

    private static final Duration MILLI = Duration.ofMillis(1);

    /** Every option at its default. */
    public static final PoolOptions DEFAULT = builder().build();

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException naming the option and what it must be
     */
    public PoolOptions {
        range("maxSize", maxSize, 1, 100_000);
        range("minSize", minSize, 0, maxSize);
        range("maxConnecting", maxConnecting, 1, 100_000);
        range("maxWaiters", maxWaiters, 0, Integer.MAX_VALUE);
        atLeast("acquireTimeout", acquireTimeout, MILLI);
        atLeast("idleTimeout", idleTimeout, MILLI);
        atLeast("maxLifetime", maxLifetime, MILLI);
        atLeast("keepAlive", keepAlive, MILLI);
        atLeast("validateAfterIdle", validateAfterIdle, Duration.ZERO);
        atLeast("checkTimeout", checkTimeout, MILLI);
        atLeast("releaseTimeout", releaseTimeout, MILLI);
        Objects.requireNonNull(resetOnRelease, "resetOnRelease");
        atLeast("leakThreshold", leakThreshold, MILLI);
        atLeast("reclaimAfter", reclaimAfter, MILLI);
        atLeast("connectBackoffMin", connectBackoffMin, MILLI);
        atLeast("connectBackoffMax", connectBackoffMax, connectBackoffMin);
        atLeast("closeTimeout", closeTimeout, Duration.ZERO);
        listeners = List.copyOf(listeners);
    }

    /** A builder with every option at its default. */
    public static PoolOptionsBuilder builder() {
        return new PoolOptionsBuilder();
    }

    /** A builder that starts from these options. */
    public PoolOptionsBuilder toBuilder() {
        return new PoolOptionsBuilder(this);
    }

    private static void range(String option, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(option + " must be from " + from + " to " + to + ", not " + value);
        }
    }

    private static void atLeast(String option, @Nullable Duration value, Duration least) {
        if (value != null && (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(365)) > 0)) {
            throw new IllegalArgumentException(
                    option + " must be from " + least.toMillis() + " ms to 365 days, not " + value);
        }
    }
}
