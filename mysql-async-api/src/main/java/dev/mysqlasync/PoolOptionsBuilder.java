package dev.mysqlasync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes {@link PoolOptions}. Nothing is checked before {@link #build}. For one thread. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class PoolOptionsBuilder {

    private int minSize;
    private int maxSize = 10;
    private int maxConnecting = 8;
    private int maxWaiters = 65_536;
    private Duration acquireTimeout = Duration.ofSeconds(5);
    private @Nullable Duration idleTimeout = Duration.ofMinutes(10);
    private @Nullable Duration maxLifetime = Duration.ofMinutes(30);
    private @Nullable Duration keepAlive = Duration.ofMinutes(4);
    private Duration validateAfterIdle = Duration.ofSeconds(1);
    private Duration checkTimeout = Duration.ofSeconds(1);
    private Duration releaseTimeout = Duration.ofSeconds(5);
    private SessionReset resetOnRelease = SessionReset.AS_NEEDED;
    private @Nullable Duration leakThreshold;
    private @Nullable Duration reclaimAfter;
    private Duration connectBackoffMin = Duration.ofMillis(50);
    private Duration connectBackoffMax = Duration.ofSeconds(2);
    private Duration closeTimeout = Duration.ofSeconds(10);
    private final List<PoolListener> listeners = new ArrayList<>();

    PoolOptionsBuilder() {}

    PoolOptionsBuilder(PoolOptions from) {
        minSize = from.minSize();
        maxSize = from.maxSize();
        maxConnecting = from.maxConnecting();
        maxWaiters = from.maxWaiters();
        acquireTimeout = from.acquireTimeout();
        idleTimeout = from.idleTimeout();
        maxLifetime = from.maxLifetime();
        keepAlive = from.keepAlive();
        validateAfterIdle = from.validateAfterIdle();
        checkTimeout = from.checkTimeout();
        releaseTimeout = from.releaseTimeout();
        resetOnRelease = from.resetOnRelease();
        leakThreshold = from.leakThreshold();
        reclaimAfter = from.reclaimAfter();
        connectBackoffMin = from.connectBackoffMin();
        connectBackoffMax = from.connectBackoffMax();
        closeTimeout = from.closeTimeout();
        listeners.addAll(from.listeners());
    }

    /**
     * Sets how many connections are kept, whether they are used or not; they are made as soon as the pool is. 0 by
     * default; at most {@link #maxSize}.
     */
    public PoolOptionsBuilder minSize(int minSize) {
        this.minSize = minSize;
        return this;
    }

    /** Sets how many connections there are at most, those included that are being made or closed. 10 by default. */
    public PoolOptionsBuilder maxSize(int maxSize) {
        this.maxSize = maxSize;
        return this;
    }

    /**
     * Sets how many connections are being made at once, at most; after a failed attempt one, until one succeeds. 8
     * by default.
     */
    public PoolOptionsBuilder maxConnecting(int maxConnecting) {
        this.maxConnecting = maxConnecting;
        return this;
    }

    /** Sets how many acquirers may wait; the next one fails with {@link MySqlPoolFullException}. 65,536 by default. */
    public PoolOptionsBuilder maxWaiters(int maxWaiters) {
        this.maxWaiters = maxWaiters;
        return this;
    }

    /** Sets how long an acquirer waits before it fails with {@link MySqlPoolTimeoutException}. 5 seconds by default. */
    public PoolOptionsBuilder acquireTimeout(Duration acquireTimeout) {
        this.acquireTimeout = acquireTimeout;
        return this;
    }

    /**
     * Sets how long a connection beyond {@link #minSize} stays unused before it is closed; {@code null} for ever. 10
     * minutes by default.
     */
    public PoolOptionsBuilder idleTimeout(@Nullable Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
        return this;
    }

    /**
     * Sets how old a connection becomes before it is closed, up to a tenth less for each by chance, so that not all
     * are replaced at once; {@code null} for ever. One in use is closed when it is released. 30 minutes by default.
     */
    public PoolOptionsBuilder maxLifetime(@Nullable Duration maxLifetime) {
        this.maxLifetime = maxLifetime;
        return this;
    }

    /**
     * Sets how long a connection is idle before the server is asked for a sign of life, and again after as long, so
     * that neither it nor a firewall finds the connection idle; {@code null} for never. 4 minutes by default.
     */
    public PoolOptionsBuilder keepAlive(@Nullable Duration keepAlive) {
        this.keepAlive = keepAlive;
        return this;
    }

    /**
     * Sets how long a connection is idle before it is tried with a COM_PING when it is next acquired. A second by
     * default.
     */
    public PoolOptionsBuilder validateAfterIdle(Duration validateAfterIdle) {
        this.validateAfterIdle = validateAfterIdle;
        return this;
    }

    /** Sets how long the answer to such a trial may take before the connection is closed. 1 second by default. */
    public PoolOptionsBuilder checkTimeout(Duration checkTimeout) {
        this.checkTimeout = checkTimeout;
        return this;
    }

    /**
     * Sets how long a released connection may take to finish what was submitted on it and to start its session over,
     * before it is closed. 5 seconds by default.
     */
    public PoolOptionsBuilder releaseTimeout(Duration releaseTimeout) {
        this.releaseTimeout = releaseTimeout;
        return this;
    }

    /**
     * Sets when the session of a released connection is started over, so that nothing of it reaches the next user:
     * variables, temporary tables, locks, schema. Where it would be, but statements on XA transactions, roles or resource groups
     * were run, the connection is closed instead. {@link SessionReset#AS_NEEDED} by default.
     */
    public PoolOptionsBuilder resetOnRelease(SessionReset resetOnRelease) {
        this.resetOnRelease = resetOnRelease;
        return this;
    }

    /**
     * Sets how long a connection is in use before it is suspected of being forgotten: then a warning shows where it
     * was acquired; {@code null} for never, which saves the stack traces. {@code null} by default.
     */
    public PoolOptionsBuilder leakThreshold(@Nullable Duration leakThreshold) {
        this.leakThreshold = leakThreshold;
        return this;
    }

    /**
     * Sets how long a user may keep a connection that was acquired, or lent to a function, before the pool takes it back, as if
     * the user had released it, with a warning that shows where it was acquired; {@code null} for ever. Whoever
     * goes on with it gets {@link IllegalStateException}; what was submitted is finished within {@link #releaseTimeout}. The
     * pool's verbs and streams are not concerned: their time limit is the statement's. {@code null} by default.
     */
    public PoolOptionsBuilder reclaimAfter(@Nullable Duration reclaimAfter) {
        this.reclaimAfter = reclaimAfter;
        return this;
    }

    /**
     * Sets the upper bound of the pause after the first failed connect; each further failure doubles the bound, and
     * the pause is any between zero and that, by chance. 50 ms by default.
     */
    public PoolOptionsBuilder connectBackoffMin(Duration connectBackoffMin) {
        this.connectBackoffMin = connectBackoffMin;
        return this;
    }

    /** Sets the upper bound that is not exceeded. 2 seconds by default. */
    public PoolOptionsBuilder connectBackoffMax(Duration connectBackoffMax) {
        this.connectBackoffMax = connectBackoffMax;
        return this;
    }

    /** Sets how long {@link MySqlPool#close} waits for connections that are in use. 10 seconds by default. */
    public PoolOptionsBuilder closeTimeout(Duration closeTimeout) {
        this.closeTimeout = closeTimeout;
        return this;
    }

    /** Adds someone who is told what happens. */
    public PoolOptionsBuilder listener(PoolListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException naming the option and what it must be
     */
    public PoolOptions build() {
        return new PoolOptions(
                minSize,
                maxSize,
                maxConnecting,
                maxWaiters,
                acquireTimeout,
                idleTimeout,
                maxLifetime,
                keepAlive,
                validateAfterIdle,
                checkTimeout,
                releaseTimeout,
                resetOnRelease,
                leakThreshold,
                reclaimAfter,
                connectBackoffMin,
                connectBackoffMax,
                closeTimeout,
                listeners);
    }
}
