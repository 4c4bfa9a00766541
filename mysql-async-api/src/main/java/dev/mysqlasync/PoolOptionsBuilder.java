package dev.mysqlasync;

import dev.mysqlasync.internal.options.Option;
import dev.mysqlasync.internal.options.OptionValues;
import dev.mysqlasync.internal.options.PoolingOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Builds {@link PoolOptions}. {@link #build} checks the options; no other method does, except those that read text. For one thread. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class PoolOptionsBuilder {

    private final OptionValues values;

    /** Starts from these values, and changes them. */
    PoolOptionsBuilder(OptionValues values) {
        this.values = values;
    }

    static PoolOptionsBuilder from(PoolOptions options) {
        return new PoolOptionsBuilder(PoolingOptions.REGISTRY.defaults())
                .set(PoolingOptions.MIN_SIZE, options.minSize())
                .set(PoolingOptions.MAX_SIZE, options.maxSize())
                .set(PoolingOptions.MAX_CONNECTING, options.maxConnecting())
                .set(PoolingOptions.MAX_WAITERS, options.maxWaiters())
                .set(PoolingOptions.ACQUIRE_TIMEOUT, options.acquireTimeout())
                .set(PoolingOptions.IDLE_TIMEOUT, options.idleTimeout())
                .set(PoolingOptions.MAX_LIFETIME, options.maxLifetime())
                .set(PoolingOptions.KEEP_ALIVE, options.keepAlive())
                .set(PoolingOptions.VALIDATE_AFTER_IDLE, options.validateAfterIdle())
                .set(PoolingOptions.CHECK_TIMEOUT, options.checkTimeout())
                .set(PoolingOptions.RELEASE_TIMEOUT, options.releaseTimeout())
                .set(PoolingOptions.RESET_ON_RELEASE, options.resetOnRelease())
                .set(PoolingOptions.LEAK_THRESHOLD, options.leakThreshold())
                .set(PoolingOptions.RECLAIM_AFTER, options.reclaimAfter())
                .set(PoolingOptions.CONNECT_BACKOFF_MIN, options.connectBackoffMin())
                .set(PoolingOptions.CONNECT_BACKOFF_MAX, options.connectBackoffMax())
                .set(PoolingOptions.CLOSE_TIMEOUT, options.closeTimeout())
                .set(PoolingOptions.LISTENERS, options.listeners());
    }

    private <T extends @Nullable Object> PoolOptionsBuilder set(Option<T> option, @Nullable T value) {
        values.set(option, value);
        return this;
    }

    /**
     * Sets an option by its name, to a value written as in a URL: {@code option("acquireTimeout", "5s")}.
     *
     * @throws IllegalArgumentException if no option has this name, or it cannot have this value; the message names the option
     */
    public PoolOptionsBuilder option(String name, String value) {
        values.set(name, value);
        return this;
    }

    /** Sets each of these options, as {@link #option} does. */
    public PoolOptionsBuilder options(Map<String, String> options) {
        values.setAll(options);
        return this;
    }

    /** Sets each of these options and of their defaults, as {@link #option} does. */
    public PoolOptionsBuilder options(Properties options) {
        values.setAll(options);
        return this;
    }

    /**
     * The number of connections that are kept, used or not; at most {@code maxSize}. The pool opens them as soon as it is made.
     * Default: 0.
     */
    public PoolOptionsBuilder minSize(int minSize) {
        return set(PoolingOptions.MIN_SIZE, minSize);
    }

    /** The most connections there are, including those that are being opened or closed, 1 to 100,000. Default: 10. */
    public PoolOptionsBuilder maxSize(int maxSize) {
        return set(PoolingOptions.MAX_SIZE, maxSize);
    }

    /**
     * The most connections that are being opened at once, 1 to 100,000. After a failed attempt it is one, until one succeeds.
     * Default: 8.
     */
    public PoolOptionsBuilder maxConnecting(int maxConnecting) {
        return set(PoolingOptions.MAX_CONNECTING, maxConnecting);
    }

    /**
     * The number of callers that may wait for a connection. A further one fails with {@link MySqlPoolFullException}. Default:
     * 65536.
     */
    public PoolOptionsBuilder maxWaiters(int maxWaiters) {
        return set(PoolingOptions.MAX_WAITERS, maxWaiters);
    }

    /**
     * The time that a caller waits for a connection. After it, {@code acquire} fails with {@link MySqlPoolTimeoutException}.
     * Default: 5s.
     */
    public PoolOptionsBuilder acquireTimeout(Duration acquireTimeout) {
        return set(PoolingOptions.ACQUIRE_TIMEOUT, acquireTimeout);
    }

    /**
     * The time after which an unused connection beyond {@code minSize} is closed; {@code null} for never. Default: 10m.
     */
    public PoolOptionsBuilder idleTimeout(@Nullable Duration idleTimeout) {
        return set(PoolingOptions.IDLE_TIMEOUT, idleTimeout);
    }

    /**
     * The age at which a connection is closed, up to a tenth less at random, so that connections are not all replaced at once. A
     * connection in use is closed when it is released. {@code null} for never. Default: 30m.
     */
    public PoolOptionsBuilder maxLifetime(@Nullable Duration maxLifetime) {
        return set(PoolingOptions.MAX_LIFETIME, maxLifetime);
    }

    /**
     * The interval at which idle connections are pinged, so that neither the server nor a firewall closes them as idle;
     * {@code null} for never. Default: 4m.
     */
    public PoolOptionsBuilder keepAlive(@Nullable Duration keepAlive) {
        return set(PoolingOptions.KEEP_ALIVE, keepAlive);
    }

    /** The idle time after which a connection is pinged before it is acquired. Default: 1s. */
    public PoolOptionsBuilder validateAfterIdle(Duration validateAfterIdle) {
        return set(PoolingOptions.VALIDATE_AFTER_IDLE, validateAfterIdle);
    }

    /** The time for the answer to such a ping before the connection is closed. Default: 1s. */
    public PoolOptionsBuilder checkTimeout(Duration checkTimeout) {
        return set(PoolingOptions.CHECK_TIMEOUT, checkTimeout);
    }

    /**
     * The time for a released connection to finish its statements and to reset its session. After it, the connection is closed.
     * Default: 5s.
     */
    public PoolOptionsBuilder releaseTimeout(Duration releaseTimeout) {
        return set(PoolingOptions.RELEASE_TIMEOUT, releaseTimeout);
    }

    /**
     * When the session of a released connection is reset, so that no variable, temporary table, lock or schema reaches the next
     * user. Where a reset is due after statements on XA transactions, roles or resource groups, the connection is closed instead.
     * Default: as-needed.
     */
    public PoolOptionsBuilder resetOnRelease(SessionReset resetOnRelease) {
        return set(PoolingOptions.RESET_ON_RELEASE, resetOnRelease);
    }

    /**
     * The time in use after which a warning shows where a connection was acquired; {@code null} for never, which saves the stack
     * traces. Default: none.
     */
    public PoolOptionsBuilder leakThreshold(@Nullable Duration leakThreshold) {
        return set(PoolingOptions.LEAK_THRESHOLD, leakThreshold);
    }

    /**
     * The time in use after which the pool takes a connection back, as if its user had released it. A warning shows where it was
     * acquired. Its user then gets {@link IllegalStateException}; statements that were submitted end within {@code releaseTimeout}.
     * This holds for acquired connections and for those of {@code withConnection}. The pool's verbs and streams are limited by the
     * statement's timeout instead. {@code null} for never. Default: none.
     */
    public PoolOptionsBuilder reclaimAfter(@Nullable Duration reclaimAfter) {
        return set(PoolingOptions.RECLAIM_AFTER, reclaimAfter);
    }

    /**
     * The longest pause after the first failed connect; it doubles with each further failure. The pause itself is random, from
     * zero to that. Default: 50ms.
     */
    public PoolOptionsBuilder connectBackoffMin(Duration connectBackoffMin) {
        return set(PoolingOptions.CONNECT_BACKOFF_MIN, connectBackoffMin);
    }

    /** The longest pause after any number of failed connects. Default: 2s. */
    public PoolOptionsBuilder connectBackoffMax(Duration connectBackoffMax) {
        return set(PoolingOptions.CONNECT_BACKOFF_MAX, connectBackoffMax);
    }

    /** The time that {@link MySqlPool#close} waits for connections in use. Default: 10s. */
    public PoolOptionsBuilder closeTimeout(Duration closeTimeout) {
        return set(PoolingOptions.CLOSE_TIMEOUT, closeTimeout);
    }

    /** A listener for what happens in the pool; each call adds one. Default: none. */
    public PoolOptionsBuilder listener(PoolListener listener) {
        List<PoolListener> listeners = new ArrayList<>(values.get(PoolingOptions.LISTENERS));
        listeners.add(listener);
        return set(PoolingOptions.LISTENERS, listeners);
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if an option is out of its range; the message names the option
     */
    public PoolOptions build() {
        return new PoolOptions(
                values.get(PoolingOptions.MIN_SIZE),
                values.get(PoolingOptions.MAX_SIZE),
                values.get(PoolingOptions.MAX_CONNECTING),
                values.get(PoolingOptions.MAX_WAITERS),
                values.get(PoolingOptions.ACQUIRE_TIMEOUT),
                values.get(PoolingOptions.IDLE_TIMEOUT),
                values.get(PoolingOptions.MAX_LIFETIME),
                values.get(PoolingOptions.KEEP_ALIVE),
                values.get(PoolingOptions.VALIDATE_AFTER_IDLE),
                values.get(PoolingOptions.CHECK_TIMEOUT),
                values.get(PoolingOptions.RELEASE_TIMEOUT),
                values.get(PoolingOptions.RESET_ON_RELEASE),
                values.get(PoolingOptions.LEAK_THRESHOLD),
                values.get(PoolingOptions.RECLAIM_AFTER),
                values.get(PoolingOptions.CONNECT_BACKOFF_MIN),
                values.get(PoolingOptions.CONNECT_BACKOFF_MAX),
                values.get(PoolingOptions.CLOSE_TIMEOUT),
                values.get(PoolingOptions.LISTENERS));
    }
}
