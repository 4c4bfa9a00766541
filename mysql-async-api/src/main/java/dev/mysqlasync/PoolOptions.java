package dev.mysqlasync;

import dev.mysqlasync.internal.options.PoolingOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link MySqlPool}. Immutable. A builder makes them; its methods document each option with its default.
 *
 * @param minSize the number of connections that are kept, used or not
 * @param maxSize the most connections there are, including those that are being opened or closed
 * @param maxConnecting the most connections that are being opened at once
 * @param maxWaiters the number of callers that may wait for a connection
 * @param acquireTimeout the time that a caller waits for a connection
 * @param idleTimeout the time after which an unused connection beyond {@code minSize} is closed; {@code null} for never
 * @param maxLifetime the age at which a connection is closed, up to a tenth less at random; {@code null} for never
 * @param keepAlive the interval at which idle connections are pinged; {@code null} for never
 * @param validateAfterIdle the idle time after which a connection is pinged before it is acquired
 * @param checkTimeout the time for the answer to such a ping before the connection is closed
 * @param releaseTimeout the time for a released connection to finish its statements and to reset its session
 * @param resetOnRelease when the session of a released connection is reset
 * @param leakThreshold the time in use after which a warning shows where a connection was acquired; {@code null} for never
 * @param reclaimAfter the time in use after which the pool takes a connection back; {@code null} for never
 * @param connectBackoffMin the longest pause after the first failed connect
 * @param connectBackoffMax the longest pause after any number of failed connects
 * @param closeTimeout the time that {@link MySqlPool#close} waits for connections in use
 * @param listeners the listeners for what happens in the pool
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

    /** Every option at its default. */
    public static final PoolOptions DEFAULT = builder().build();

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if an option is out of its range; the message names the option
     */
    public PoolOptions {
        PoolingOptions.MAX_SIZE.checked(maxSize);
        PoolingOptions.MIN_SIZE.checked(minSize);
        PoolingOptions.MAX_CONNECTING.checked(maxConnecting);
        PoolingOptions.MAX_WAITERS.checked(maxWaiters);
        PoolingOptions.ACQUIRE_TIMEOUT.checked(acquireTimeout);
        PoolingOptions.IDLE_TIMEOUT.checked(idleTimeout);
        PoolingOptions.MAX_LIFETIME.checked(maxLifetime);
        PoolingOptions.KEEP_ALIVE.checked(keepAlive);
        PoolingOptions.VALIDATE_AFTER_IDLE.checked(validateAfterIdle);
        PoolingOptions.CHECK_TIMEOUT.checked(checkTimeout);
        PoolingOptions.RELEASE_TIMEOUT.checked(releaseTimeout);
        PoolingOptions.RESET_ON_RELEASE.checked(resetOnRelease);
        PoolingOptions.LEAK_THRESHOLD.checked(leakThreshold);
        PoolingOptions.RECLAIM_AFTER.checked(reclaimAfter);
        PoolingOptions.CONNECT_BACKOFF_MIN.checked(connectBackoffMin);
        PoolingOptions.CONNECT_BACKOFF_MAX.checked(connectBackoffMax);
        PoolingOptions.CLOSE_TIMEOUT.checked(closeTimeout);
        PoolingOptions.checkTogether(minSize, maxSize, connectBackoffMin, connectBackoffMax);
        listeners = List.copyOf(listeners);
    }

    /** A builder with every option at its default. */
    public static PoolOptionsBuilder builder() {
        return new PoolOptionsBuilder(PoolingOptions.REGISTRY.defaults());
    }

    /** A builder that starts from these options. */
    public PoolOptionsBuilder toBuilder() {
        return PoolOptionsBuilder.from(this);
    }
}
