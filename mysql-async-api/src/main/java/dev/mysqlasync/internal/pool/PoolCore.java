package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPoolTimeoutException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.PoolStats;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.connection.Lendable;
import dev.mysqlasync.internal.failure.UsersCode;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends connections: carries out what {@link PoolState} decides, and tells it what came of it. What it is told goes through one
 * {@link SerialExecutor}; connecting, closing and users' code are outside of it.
 */
final class PoolCore implements PoolState.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(PoolCore.class);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);

    private final PoolOptions options;
    private final Transport transport;
    private final Supplier<CompletableFuture<Lendable>> connector;
    private final Executor callbacks;
    private final boolean direct;
    private final SerialExecutor serial;
    private final AtomicInteger asking = new AtomicInteger(); // acquirers whose step is still to come
    private final PoolCounters counters = new PoolCounters();
    private final PoolEvents events;
    private final PoolState state;
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private final Duration tick;
    private final List<Cancellable> closeTimers = new ArrayList<>();
    private volatile boolean open = true;
    private @Nullable Cancellable tickTimer;
    private @Nullable Cancellable goOnTimer;

    /**
     * @param connector makes a connection; the futures complete on I/O threads
     * @param callbacks where users' futures complete, {@code null} for I/O threads
     */
    PoolCore(
            PoolOptions options,
            Transport transport,
            Supplier<CompletableFuture<Lendable>> connector,
            @Nullable Executor callbacks,
            RandomGenerator random) {
        this.options = options;
        this.transport = transport;
        this.connector = connector;
        this.direct = callbacks == null;
        this.callbacks = callbacks == null ? Runnable::run : callbacks;
        this.serial = new SerialExecutor(transport::offload, transport::offloadCallback);
        this.events = new PoolEvents(options.listeners(), serial::tell);
        this.state = new PoolState(options, counters, random, this);
        this.tick = tick(options);
    }

    /** Connects as far as the options demand it. */
    void start() {
        serial.run(() -> {
            state.goOn(now());
            scheduleTick();
        });
    }

    private static Duration tick(PoolOptions options) {
        return Stream.of(
                        options.idleTimeout(),
                        options.maxLifetime(),
                        options.keepAlive(),
                        options.leakThreshold(),
                        options.reclaimAfter(),
                        LONGEST_TICK)
                .filter(duration -> duration != null)
                .map(duration -> duration.dividedBy(2))
                .reduce(LONGEST_TICK, (a, b) -> a.compareTo(b) < 0 ? a : b)
                .plus(SHORTEST_TICK);
    }

    private void scheduleTick() {
        if (open) {
            tickTimer = later(tick, () -> {
                state.tick(now());
                scheduleTick();
            });
        }
    }

    /** Takes a step after so long; {@code null} where the system has no thread for the timer. */
    private @Nullable Cancellable later(Duration delay, Runnable step) {
        try {
            return transport.schedule(delay, () -> serial.runAlone(step));
        } catch (Throwable e) {
            LOG.warn("a pool's timer could not be set", e);
            return null;
        }
    }

    long now() {
        return transport.nanoTime();
    }

    Transport transport() {
        return transport;
    }

    /** Where users' futures complete. */
    Executor callbacks() {
        return callbacks;
    }

    PoolStats figures() {
        return counters.figures();
    }

    boolean isOpen() {
        return open;
    }

    // --- lending ---------------------------------------------------------------------------------------------------

    /**
     * Asks for a connection. The future is complete on return where one is at hand; otherwise it completes where users' futures do.
     * Cancelling it leaves the line.
     *
     * @param completesUserCode whether what hangs on the future is a user's; otherwise it completes on an I/O thread
     * @param statementTime how long the statement may take from now on, {@code null} for as long as it takes
     */
    CompletableFuture<PooledLease> acquire(@Nullable Duration statementTime, boolean completesUserCode) {
        Duration patience = options.acquireTimeout();
        boolean limitedByStatementTimeout = false;
        if (statementTime != null && statementTime.compareTo(patience) < 0) {
            patience = statementTime;
            limitedByStatementTimeout = true;
        }
        boolean watched = options.leakThreshold() != null || options.reclaimAfter() != null;
        Throwable acquiredAt = watched ? new Throwable("the connection was acquired here") : null;
        CompletableFuture<PooledLease> future = new CompletableFuture<>();
        Waiter waiter = new Waiter(future, now(), patience, limitedByStatementTimeout, completesUserCode, acquiredAt);
        if (asking.incrementAndGet() > options.maxSize() + (long) options.maxWaiters()) {
            asking.decrementAndGet();
            events.waiterRefusedOutside();
            return CompletableFuture.failedFuture(Waiter.tooMany(options));
        }
        serial.run(() -> {
            asking.decrementAndGet();
            state.acquire(waiter, now());
            if (tickTimer == null) { // as it could not be set before
                scheduleTick();
            }
        });
        waiter.asked();
        if (!future.isDone()) {
            CompletableFuture<?> unused = future.whenComplete((entry, failure) -> {
                if (future.isCancelled()) {
                    serial.run(() -> {
                        state.cancelled(waiter);
                        takeBack(waiter);
                    });
                }
            });
        }
        return future;
    }

    /** Takes back what was granted to somebody who is gone, maybe long before an executor comes to hand it over. */
    private void takeBack(Waiter waiter) {
        PooledLease granted = waiter.granted();
        if (granted != null && granted.isTakenBack()) {
            state.notTaken(granted.entry(), now());
        }
    }

    /** Completes, on some thread of the transport or the calling one, when as many connections are there as are kept. */
    CompletableFuture<@Nullable Void> warmUp(Duration limit) {
        CompletableFuture<@Nullable Void> waiting = new CompletableFuture<>();
        Cancellable timer = later(limit, () -> {
            MySqlException lastFailure = state.warmUpGivenUp(waiting);
            warmedUp(
                    waiting,
                    new MySqlPoolTimeoutException(
                            "there were fewer connections than minSize (" + options.minSize() + "; at least 1) within "
                                    + limit.toMillis() + " ms: " + presence(lastFailure),
                            lastFailure));
        });
        if (timer == null) {
            return CompletableFuture.failedFuture(untimed());
        }
        CompletableFuture<?> unused = waiting.whenComplete((done, failure) -> {
            timer.cancel();
            if (waiting.isCancelled()) {
                serial.run(() -> state.warmUpGivenUp(waiting));
            }
        });
        serial.run(() -> state.warmUp(waiting, now()));
        return waiting;
    }

    @Override
    public void warmedUp(CompletableFuture<@Nullable Void> waiting, @Nullable MySqlException cause) {
        serial.tell(() -> {
            if (cause == null) {
                waiting.complete(null);
            } else {
                waiting.completeExceptionally(cause);
            }
        });
    }

    private void release(PoolEntry entry, boolean reusable) {
        serial.run(() -> state.released(entry, reusable, now()));
    }

    @Override
    public PooledLease grant(Waiter waiter, PoolEntry entry) {
        PooledLease lease = new PooledLease(entry, waiter.acquiredAt(), this::release);
        waiter.granted(lease);
        deliver(waiter, entry.connection()::execute, () -> {
            if (!waiter.future().complete(lease)) {
                serial.run(() -> takeBack(waiter));
            }
        });
        return lease;
    }

    @Override
    public void reclaim(PoolEntry entry, PooledLease lease, long used) {
        serial.tell(() -> callbacks.execute(
                () -> { // where all ends that its user waits for
                    String why = "the pool took the connection back, which was in use for longer than reclaimAfter ("
                            + options.reclaimAfter() + "); acquire another one";
                    Throwable acquiredAt = lease.acquiredAt();
                    if (lease.revoke(why) && acquiredAt != null) {
                        serial.run(() -> events.reclaimed(entry, used, acquiredAt));
                    }
                }));
    }

    @Override
    public void fail(Waiter waiter, MySqlException cause) {
        deliver(waiter, transport::offloadCallback, () -> waiter.future().completeExceptionally(cause));
    }

    /** Users' code may hang on the future: it must not run on the thread of another user that happens to be here. */
    private void deliver(Waiter waiter, Executor elsewhere, Runnable completion) {
        serial.tell(() -> {
            if (waiter.isAskingHere()) {
                completion.run();
            } else if (!direct && waiter.completesUserCode()) {
                callbacks.execute(completion);
            } else if (transport.isIoThread()) {
                completion.run();
            } else {
                elsewhere.execute(completion);
            }
        });
    }

    @Override
    public void startWaiting(Waiter waiter) {
        Cancellable timer = later(waiter.patience(), () -> state.timedOut(waiter, now()));
        if (timer != null) {
            waiter.timer(timer);
        } else {
            serial.run(() -> state.cannotWait(waiter, untimed()));
        }
    }

    private static MySqlPoolTimeoutException untimed() {
        return new MySqlPoolTimeoutException(
                "no connection is free, and the system has no thread that would end the wait for one", null);
    }

    @Override
    public void failTimedOut(Waiter waiter, long waited, @Nullable MySqlException lastConnectFailure) {
        long millis = Duration.ofNanos(waited).toMillis();
        events.waiterTimedOut(waited);
        fail(
                waiter,
                waiter.limitedByStatementTimeout()
                        ? new MySqlTimeoutException(
                                "no connection became free within the statement's " + millis + " ms", Written.NONE)
                        : new MySqlPoolTimeoutException(
                                timeoutMessage(millis, lastConnectFailure), lastConnectFailure));
    }

    private String timeoutMessage(long millis, @Nullable MySqlException lastConnectFailure) {
        return "no connection became free within " + millis + " ms: " + presence(lastConnectFailure);
    }

    /** Who is there, for messages. */
    private String presence(@Nullable MySqlException lastConnectFailure) {
        PoolStats figures = figures();
        return "of at most " + options.maxSize() + " connections there are " + figures.size() + ", " + figures.used()
                + " used, " + figures.idle() + " idle, " + figures.connecting() + " connecting; "
                + figures.waiting() + " others wait"
                + (lastConnectFailure == null ? "" : "; the last connect failed: " + lastConnectFailure.getMessage());
    }

    // --- connections -----------------------------------------------------------------------------------------------

    @Override
    public void connect(PoolEntry entry) {
        serial.afterwards(() -> {
            CompletableFuture<Lendable> attempt = attempt();
            entry.attempt(attempt);
            CompletableFuture<?> unused = attempt.whenComplete((connection, failure) -> {
                if (failure == null) {
                    serial.run(() -> state.connected(entry, connection, now()));
                    watch(entry, connection);
                } else {
                    MySqlException cause = typed(failure);
                    serial.run(() -> state.connectFailed(entry, cause, now()));
                }
            });
        });
    }

    private CompletableFuture<Lendable> attempt() {
        try {
            return connector.get();
        } catch (Throwable e) { // or its place would be taken for ever
            return CompletableFuture.failedFuture(e);
        }
    }

    private void watch(PoolEntry entry, Lendable connection) {
        CompletableFuture<?> unused =
                connection.ended().whenComplete((done, none) -> serial.run(() -> state.gone(entry, now())));
    }

    private static MySqlException typed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof MySqlException known
                ? known
                : new MySqlConnectException("no connection: " + cause, cause, false);
    }

    @Override
    public void check(PoolEntry entry) {
        serial.afterwards(() -> answered(
                UsersCode.stage(() -> entry.connection().check()),
                options.checkTimeout(),
                failure -> state.checked(entry, failure, now())));
    }

    @Override
    public void restore(PoolEntry entry) {
        serial.afterwards(() -> answered(
                UsersCode.stage(() -> entry.connection()
                        .restore(options.resetOnRelease(), () -> serial.run(() -> events.rolledBack(entry)))),
                options.releaseTimeout(),
                failure -> state.restored(entry, failure, now())));
    }

    /** Passes the answer on, or after so long that there is none. */
    private void answered(CompletableFuture<?> answer, Duration limit, Consumer<@Nullable Throwable> step) {
        CompletableFuture<@Nullable Object> first = new CompletableFuture<>();
        Runnable late = () -> first.completeExceptionally(new MySqlTimeoutException(
                "the connection did not answer within " + limit.toMillis() + " ms", Written.ALL));
        Cancellable timer = later(limit, late);
        if (timer == null) {
            late.run();
        }
        CompletableFuture<?> unused = answer.whenComplete((value, failure) -> {
            endTimer(timer);
            if (failure == null) {
                first.complete(value);
            } else {
                first.completeExceptionally(failure);
            }
        });
        CompletableFuture<?> unusedToo = first.whenComplete((value, failure) -> serial.run(() -> step.accept(failure)));
    }

    @Override
    public void close(PoolEntry entry) {
        serial.afterwards(entry::close);
    }

    @Override
    public void goOnLater(long nanos) {
        if (goOnTimer == null) {
            goOnTimer = later(Duration.ofNanos(nanos), () -> {
                goOnTimer = null;
                state.goOn(now());
            });
        }
    }

    @Override
    public PoolEvents events() {
        return events;
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    /** Ends lending; the future completes when no connection is left. Not to be handed out. */
    CompletableFuture<@Nullable Void> close(Duration grace) {
        open = false;
        serial.run(() -> {
            endTimer(tickTimer);
            endTimer(goOnTimer);
            state.close(now());
            if (grace.isZero()) {
                state.closeUsed(now());
            } else if (!drained.isDone()) {
                Cancellable timer = later(grace, () -> state.closeUsed(now()));
                if (timer == null) {
                    state.closeUsed(now());
                } else {
                    closeTimers.add(timer);
                }
            }
        });
        return drained;
    }

    private static void endTimer(@Nullable Cancellable timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public void drained() {
        closeTimers.forEach(Cancellable::cancel);
        closeTimers.clear();
        serial.tell(() -> drained.complete(null));
    }
}
