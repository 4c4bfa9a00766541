package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPoolFullException;
import dev.mysqlasync.MySqlPoolTimeoutException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.PoolStats;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.connection.Lendable;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends connections. It carries out what {@link PoolState} decides, and tells it the results, each as a step of one
 * {@link SerialExecutor}. Connecting, closing and users' code run outside of the steps.
 */
final class PoolCore implements PoolActions, Waiter.Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(PoolCore.class);

    private final PoolOptions options;
    private final Transport transport;
    private final Executor callbacks;
    private final boolean direct;
    private final SerialExecutor serial;
    private final PoolTimers timers;
    private final AtomicInteger asking = new AtomicInteger(); // waiters whose first step is still to come
    private final PoolCounters counters = new PoolCounters();
    private final Deliveries deliveries = new Deliveries();
    private final PoolEvents events;
    private final PoolState state;
    private final PoolUpkeep upkeep;
    private final ConnectionWork work;
    private final PoolTicker ticker;
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private final List<Cancellable> closeTimers = new ArrayList<>();
    private volatile boolean open = true;
    private @Nullable Cancellable growTimer;

    /**
     * @param connector makes a connection; the futures complete on I/O threads
     * @param networkLimit by when an attempt to connect, or to close, has ended by itself
     * @param callbacks where users' futures complete, {@code null} for I/O threads
     */
    PoolCore(
            PoolOptions options,
            Transport transport,
            Supplier<CompletableFuture<Lendable>> connector,
            Duration networkLimit,
            @Nullable Executor callbacks,
            RandomGenerator random) {
        this.options = options;
        this.transport = transport;
        this.direct = callbacks == null;
        this.callbacks = callbacks == null ? Runnable::run : callbacks;
        this.serial = new SerialExecutor(transport::offload, transport::offloadCallback);
        this.timers = new PoolTimers(transport, serial);
        this.events = new PoolEvents(options.listeners(), serial::tell);
        EntryTimes times = new EntryTimes(options, networkLimit, random);
        this.state = new PoolState(options, counters, times, random, this);
        this.upkeep = new PoolUpkeep(options, times, state, this);
        this.work = new ConnectionWork(options, connector, serial, timers, state, events);
        this.ticker = new PoolTicker(options, transport, serial, this::tick);
    }

    /** Connects as far as the options demand it. */
    void start() {
        ticker.start(now());
        serial.run(() -> state.serveAndGrow(now()));
    }

    private void tick() {
        if (deliveries.isAny()) {
            serial.tell(deliveries::retry);
        }
        endGrowTimer();
        upkeep.tick(now());
    }

    long now() {
        return timers.now();
    }

    Transport transport() {
        return transport;
    }

    /** Where users' futures complete. */
    Executor callbacks() {
        return callbacks;
    }

    /** What delivers outcomes that must not be lost. */
    Deliveries deliveries() {
        return deliveries;
    }

    PoolStats figures() {
        return counters.figures();
    }

    boolean isOpen() {
        return open;
    }

    // --- waiters ---------------------------------------------------------------------------------------------------

    /**
     * Makes a waiter, who is to ask with {@link #acquire} next, on the same thread.
     *
     * @param statementTime how long the statement may take from now on; {@code null} for as long as it takes
     * @param completesUserCode whether the receiver runs users' code; otherwise it runs on an I/O thread
     * @param receiver hears the outcome: within {@link #acquire} where a connection is at hand, otherwise where users' futures complete
     */
    Waiter waiter(@Nullable Duration statementTime, boolean completesUserCode, Waiter.Receiver receiver) {
        Duration patience = options.acquireTimeout();
        boolean limited = statementTime != null && statementTime.compareTo(patience) < 0;
        boolean watched = options.leakThreshold() != null || options.reclaimAfter() != null;
        return new Waiter(
                receiver,
                this,
                now(),
                limited ? Objects.requireNonNull(statementTime) : patience,
                limited,
                completesUserCode,
                watched ? new Throwable("the connection was acquired here") : null);
    }

    /** Asks for a connection. Where this throws, the receiver hears nothing. */
    void acquire(Waiter waiter) {
        Runnable step = () -> enter(waiter);
        if (asking.incrementAndGet() > options.maxSize() + (long) options.maxWaiters()) {
            asking.decrementAndGet();
            events.waiterRefusedOutside();
            waiter.refuse(lineIsFull());
            deliveries.deliver(waiter);
            return;
        }
        try {
            serial.run(step);
        } catch (Throwable e) {
            asking.decrementAndGet();
            throw e;
        }
        waiter.asked();
    }

    private void enter(Waiter waiter) {
        asking.decrementAndGet();
        try {
            long now = now();
            ticker.ensure(now);
            state.acquire(waiter, now);
        } catch (Throwable e) {
            state.failed(waiter, unserved(e));
            throw e;
        }
    }

    private static Throwable unserved(Throwable cause) {
        try {
            return new MySqlConnectException(
                    "the pool could not serve the request for a connection: " + cause, cause, true);
        } catch (Throwable e) { // there is no memory for that either
            return cause;
        }
    }

    /** Gives a wait up. A lease that the receiver has not heard of goes back. */
    void cancel(Waiter waiter) {
        if (waiter.cancel()) {
            serial.run(() -> {
                state.cancelled(waiter);
                PooledLease granted = waiter.lease();
                if (granted != null) {
                    endUntouched(granted);
                }
            });
        }
    }

    @Override
    public void takeBack(PooledLease lease) {
        serial.run(() -> endUntouched(lease));
    }

    private void endUntouched(PooledLease lease) {
        if (lease.endUntouched()) {
            state.notTaken(lease, now());
        }
    }

    @Override
    public PooledLease lease(Waiter waiter, PoolEntry entry) {
        return new PooledLease(entry, waiter.acquiredAt(), this::release);
    }

    private void release(PooledLease lease) {
        try {
            serial.run(() -> state.released(lease, now()));
        } catch (Throwable e) { // the upkeep finds that the lease is over
            LOG.warn("a pooled connection is released late", e);
        }
    }

    @Override
    public void deliver(Waiter waiter) {
        try {
            serial.tell(() -> deliveries.deliver(waiter));
        } catch (Throwable e) {
            deliveries.keep(waiter);
        }
    }

    /** Users' code may hang on the outcome: it must not run on the thread of another user that happens to be here. */
    @Override
    public void carry(Waiter waiter) {
        if (waiter.isAskingHere()) {
            waiter.conclude();
        } else if (!direct && waiter.completesUserCode()) {
            callbacks.execute(() -> conclude(waiter));
        } else if (transport.isIoThread()) {
            waiter.conclude();
        } else {
            PooledLease granted = waiter.lease();
            Executor elsewhere = granted == null ? transport::offloadCallback : granted.connection()::execute;
            elsewhere.execute(() -> conclude(waiter));
        }
    }

    private void conclude(Waiter waiter) {
        try {
            waiter.conclude();
        } catch (Throwable e) {
            deliveries.keep(waiter);
        }
    }

    @Override
    public void startWaiting(Waiter waiter) {
        Cancellable timer = timers.later(waiter.patience(), () -> state.timedOut(waiter, now()));
        if (timer != null) {
            waiter.timer(timer);
        } else {
            serial.run(() -> state.failed(waiter, untimed()));
        }
    }

    @Override
    public void reclaim(PooledLease lease, long usedNanos) {
        serial.tell(() -> callbacks.execute(
                () -> { // where all ends that its user waits for
                    String why =
                            "the pool reclaimed the connection, because it was in use for longer than reclaimAfter ("
                                    + options.reclaimAfter() + "); acquire another one";
                    Throwable acquiredAt = lease.acquiredAt();
                    if (lease.revoke(why) && acquiredAt != null) {
                        serial.run(() -> events.reclaimed(lease.entry(), usedNanos, acquiredAt));
                    }
                }));
    }

    // --- warming up ------------------------------------------------------------------------------------------------

    /** Completes, on some thread of the transport or the calling one, when as many connections are there as are kept. */
    CompletableFuture<@Nullable Void> warmUp(Duration limit) {
        WarmUp warmUp = new WarmUp(new CompletableFuture<>(), now(), limit);
        Cancellable timer = timers.later(limit, () -> state.timedOut(warmUp));
        if (timer == null) {
            return CompletableFuture.failedFuture(untimed());
        }
        CompletableFuture<?> unused = warmUp.future().whenComplete((done, failure) -> {
            timer.cancel();
            if (warmUp.future().isCancelled()) {
                serial.run(() -> state.cancelled(warmUp));
            }
        });
        serial.run(() -> state.warmUp(warmUp, now()));
        return warmUp.future();
    }

    @Override
    public void warmedUp(WarmUp warmUp, @Nullable MySqlException cause) {
        serial.tell(() -> {
            if (cause == null) {
                warmUp.future().complete(null);
            } else {
                warmUp.future().completeExceptionally(cause);
            }
        });
    }

    // --- messages --------------------------------------------------------------------------------------------------

    @Override
    public MySqlException lineIsFull() {
        return new MySqlPoolFullException("too many callers wait for a connection: maxWaiters is "
                + options.maxWaiters() + ", maxSize is " + options.maxSize());
    }

    private static MySqlPoolTimeoutException untimed() {
        return new MySqlPoolTimeoutException(
                "no connection is free, and no timer could be set to limit the wait for one", null);
    }

    @Override
    public MySqlException timeout(Waiter waiter, long waitedNanos, @Nullable MySqlException lastConnectFailure) {
        long millis = Duration.ofNanos(waitedNanos).toMillis();
        return waiter.limitedByStatementTimeout()
                ? new MySqlTimeoutException(
                        causeFirst(lastConnectFailure) + "no connection became free within the statement's timeout ("
                                + millis + " ms): " + presence(figures().waiting() - 1),
                        Written.NONE)
                : new MySqlPoolTimeoutException(
                        causeFirst(lastConnectFailure) + "no connection became free within acquireTimeout (" + millis
                                + " ms): " + presence(figures().waiting() - 1),
                        lastConnectFailure);
    }

    @Override
    public MySqlException timeout(WarmUp warmUp, @Nullable MySqlException lastConnectFailure) {
        return new MySqlPoolTimeoutException(
                causeFirst(lastConnectFailure) + "the pool did not reach minSize (" + options.minSize()
                        + ", at least 1) within " + warmUp.limit().toMillis() + " ms: "
                        + presence(figures().waiting()),
                lastConnectFailure);
    }

    /** Why the pool has too few connections, where it is known. */
    private static String causeFirst(@Nullable MySqlException lastConnectFailure) {
        return lastConnectFailure == null ? "" : lastConnectFailure.getMessage() + "; ";
    }

    /** The pool's figures, for messages. */
    private String presence(int othersWaiting) {
        PoolStats figures = figures();
        return figures.size() + " of at most " + options.maxSize() + " connections exist, " + figures.used() + " used, "
                + figures.idle() + " idle, " + figures.connecting() + " connecting; " + othersWaiting
                + " others wait";
    }

    // --- connections -----------------------------------------------------------------------------------------------

    @Override
    public void connect(PoolEntry entry) {
        work.connect(entry);
    }

    @Override
    public void check(PoolEntry entry) {
        work.check(entry);
    }

    @Override
    public void restore(PoolEntry entry) {
        work.restore(entry);
    }

    @Override
    public void close(PoolEntry entry) {
        work.close(entry);
    }

    @Override
    public void growLater(long nanos) {
        if (growTimer == null) {
            growTimer = timers.later(Duration.ofNanos(nanos), () -> {
                growTimer = null;
                state.serveAndGrow(now());
            });
        }
    }

    private void endGrowTimer() {
        Cancellable timer = growTimer;
        if (timer != null) {
            growTimer = null;
            timer.cancel();
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
            endGrowTimer();
            state.close(now(), grace.toNanos());
            if (!drained.isDone() && !grace.isZero()) {
                Cancellable timer = timers.later(grace, () -> state.finishClosing(now()));
                if (timer != null) {
                    closeTimers.add(timer); // otherwise the upkeep comes to it
                }
            }
        });
        return drained;
    }

    @Override
    public void drained() {
        closeTimers.forEach(Cancellable::cancel);
        closeTimers.clear();
        serial.tell(() -> drained.complete(null));
        ticker.end();
    }
}
