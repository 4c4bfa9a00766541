package dev.mysqlasync.internal.pool;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPoolClosedException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.internal.connection.Lendable;
import dev.mysqlasync.internal.failure.ConnectFailures;
import dev.mysqlasync.internal.pool.PoolEntry.State;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a pool: who gets which connection, and when one is made, checked or closed. It has no threads, clock or connections of
 * its own. It hears one event at a time, and has {@link PoolActions} do what follows. All times are nanoseconds on one clock.
 *
 * <p>Waiters are served in order. An idle connection goes to the first waiter at once. So the pool never has both waiters and idle
 * connections that need no check. For each waiter without a connection on its way the pool makes one, within its limits.
 *
 * <p>For lack of memory, an Error may end any step half-way. So a step allocates first, then changes the state, and tells listeners
 * last. {@link PoolUpkeep} ends what is left.
 */
final class PoolState {

    private final PoolOptions options;
    private final PoolActions actions;
    private final PoolCounters counters;
    private final EntryTimes times;
    private final ConnectTrouble trouble;
    private final WaitingLine line;
    private final PoolEntries entries;
    private boolean closed;
    private long usedUntil; // once the pool is closed: when connections in use are closed, too
    private @Nullable MySqlException transportFailure; // set where the transport was closed, and not the pool

    PoolState(
            PoolOptions options, PoolCounters counters, EntryTimes times, RandomGenerator random, PoolActions actions) {
        this.options = options;
        this.counters = counters;
        this.times = times;
        this.actions = actions;
        this.trouble = new ConnectTrouble(options, random);
        this.line = new WaitingLine(counters, actions);
        this.entries = new PoolEntries(counters);
    }

    PoolEntries entries() {
        return entries;
    }

    WaitingLine line() {
        return line;
    }

    // --- waiters ---------------------------------------------------------------------------------------------------

    void acquire(Waiter waiter, long now) {
        if (closed) {
            line.refuse(waiter, refusal());
            return;
        }
        line.join(waiter);
        serveAndGrow(now);
        if (!line.contains(waiter)) {
            return;
        }
        if (line.size() > options.maxWaiters() + entries.supply(now)) {
            line.refuse(waiter, actions.lineIsFull());
            actions.events().waiterRefused();
        } else {
            actions.startWaiting(waiter);
        }
    }

    /** The waiter gave up. */
    void cancelled(Waiter waiter) {
        line.leave(waiter);
    }

    /** The waiter's time is up. */
    void timedOut(Waiter waiter, long now) {
        if (line.contains(waiter)) {
            long waited = waiter.waited(now);
            line.refuse(waiter, actions.timeout(waiter, waited, trouble.last()));
            counters.add(PoolCounters.Total.TIMED_OUT, 1);
            actions.events().waiterTimedOut(waited);
        }
    }

    /** The waiter cannot be served. */
    void failed(Waiter waiter, Throwable cause) {
        line.refuse(waiter, cause);
    }

    void warmUp(WarmUp warmUp, long now) {
        if (closed) {
            actions.warmedUp(warmUp, refusal());
        } else {
            line.join(warmUp);
            serveAndGrow(now);
        }
    }

    /** Nobody waits for the warm-up any more. */
    void cancelled(WarmUp warmUp) {
        line.leave(warmUp);
    }

    /** The warm-up's time is up. */
    void timedOut(WarmUp warmUp) {
        if (line.contains(warmUp)) {
            actions.warmedUp(warmUp, actions.timeout(warmUp, trouble.last()));
            line.leave(warmUp);
        }
    }

    // --- leases ----------------------------------------------------------------------------------------------------

    /** A lease has ended. May be called again. */
    void released(PooledLease lease, long now) {
        PoolEntry entry = lease.entry();
        if (!entry.isLentAs(lease)) {
            return;
        }
        long used = entry.inStateFor(now);
        DiscardReason why = closed ? DiscardReason.POOL_CLOSED : entry.whyNotKept(lease.isReusable(), now);
        if (why != null) {
            discard(entry, why, null, now);
        } else if (trouble.isUnfit(entry)) {
            refused(entry, now);
        } else {
            entries.enter(entry, State.RETURNING, now);
            actions.restore(entry);
        }
        counters.add(PoolCounters.Total.USE_NANOS, used);
        actions.events().released(entry, used);
        serveAndGrow(now);
    }

    /** A lease has ended before anybody took it, so the connection needs no reset. */
    void notTaken(PooledLease lease, long now) {
        PoolEntry entry = lease.entry();
        if (entry.isLentAs(lease)) {
            entries.becomeIdle(entry, now);
            serveAndGrow(now);
        }
    }

    // --- connections -----------------------------------------------------------------------------------------------

    /** A connection was made. May be called again. */
    void connected(PoolEntry entry, Lendable connection, long now) {
        if (entry.isOf(connection)) {
            return;
        }
        long lifetime = times.lifetime();
        trouble.connected(connection);
        long took = entry.inStateFor(now);
        entry.made(connection, now, lifetime);
        if (entry.is(State.CONNECTING)) {
            entries.becomeIdle(entry, now);
        } else {
            actions.close(entry); // it came too late
        }
        counters.add(PoolCounters.Total.CONNECTED, 1);
        actions.events().connected(entry, took);
        serveAndGrow(now);
    }

    /** A connect has failed. May be called again. */
    void connectFailed(PoolEntry entry, MySqlException cause, long now) {
        if (entry.is(State.GONE)) {
            return;
        }
        entries.remove(entry, now);
        if (!closed) {
            trouble.failed(cause, now);
            if (ConnectFailures.isGivenUp(cause)) { // the pool gave nothing up, so its transport was closed
                transportFailure = cause;
                usedUntil = now;
                end(cause, now);
            } else if (isHopeless(cause)) {
                line.refuseAll(cause);
            }
            counters.add(PoolCounters.Total.CONNECT_FAILURES, 1);
            actions.events().connectFailed(cause);
        }
        serveAndGrow(now);
    }

    /** Whether another connect cannot help, and no connection is left that a waiter could get. */
    private boolean isHopeless(MySqlException cause) {
        return !cause.isTransient() && entries.allMatch(entry -> entry.is(State.CONNECTING) || entry.is(State.CLOSING));
    }

    void checked(PoolEntry entry, @Nullable Throwable failure, long now) {
        if (!entry.is(State.CHECKING)) {
            return;
        }
        if (failure != null) {
            discard(entry, DiscardReason.CHECK_FAILED, failure, now);
        } else {
            entry.answered(now);
            if (line.isEmpty()) {
                entries.becomeIdleLast(entry, now);
            } else {
                entries.becomeIdle(entry, now);
            }
        }
        serveAndGrow(now);
    }

    void restored(PoolEntry entry, @Nullable Throwable failure, long now) {
        if (!entry.is(State.RETURNING)) {
            return;
        }
        DiscardReason why = entry.whyNotKept(failure == null, now);
        if (why != null) {
            discard(entry, why, failure, now);
        } else if (trouble.isUnfit(entry)) {
            refused(entry, now);
        } else {
            trouble.disproved();
            entry.proven(now);
            entries.becomeIdle(entry, now);
        }
        serveAndGrow(now);
    }

    /** Discards a connection whose server refuses its users. If the server was demoted, discards the idle ones, too. */
    private void refused(PoolEntry entry, long now) {
        MySqlException cause = entry.connection().refusal();
        if (trouble.refused(entry, cause, now)) {
            entries.copyOf(State.IDLE).forEach(like -> discard(like, DiscardReason.REFUSED, cause, now));
        }
        discard(entry, DiscardReason.REFUSED, cause, now);
    }

    /** A connection has ended, closed or not. May be called again. */
    void gone(PoolEntry entry, long now) {
        if (entry.is(State.GONE)) {
            return;
        }
        boolean lost = !entry.is(State.CLOSING);
        entries.remove(entry, now);
        if (lost) {
            MySqlException refusal =
                    trouble.isOutOfService(entry) ? entry.connection().refusal() : null;
            trouble.refused(entry, refusal, now);
            tell(entry, refusal == null ? DiscardReason.LOST : DiscardReason.REFUSED, refusal);
        }
        serveAndGrow(now);
    }

    /** Closes a connection that nobody is to use any more. */
    void discard(PoolEntry entry, DiscardReason reason, @Nullable Throwable cause, long now) {
        if (reason == DiscardReason.LOST && trouble.isOutOfService(entry)) {
            refused(entry, now);
            return;
        }
        boolean made = !entry.is(State.CONNECTING);
        entries.enter(entry, State.CLOSING, now);
        actions.close(entry);
        if (made) {
            tell(entry, reason, cause);
        }
    }

    private void tell(PoolEntry entry, DiscardReason reason, @Nullable Throwable cause) {
        counters.add(PoolCounters.Total.DISCARDED, 1);
        actions.events().discarded(entry, reason, cause);
    }

    // --- what follows ----------------------------------------------------------------------------------------------

    /** Serves the waiters that can be served, and starts to make the connections that are missing. */
    void serveAndGrow(long now) {
        if (closed) {
            if (entries.isEmpty()) {
                actions.drained();
            }
            return;
        }
        serve(now);
        grow(now);
        if (entries.lasting() - entries.in(State.CONNECTING) >= kept()) {
            line.endWarmUps(null);
        }
    }

    /** How many connections the pool keeps: at least one during a warm-up. */
    private int kept() {
        return line.hasWarmUps() ? Math.max(1, options.minSize()) : options.minSize();
    }

    private void serve(long now) {
        PoolEntry next;
        while (!line.isEmpty() && (next = entries.nextIdle()) != null) {
            if (!next.connection().isOpen()) {
                discard(next, DiscardReason.LOST, null, now);
            } else if (times.isFresh(next, now)) {
                grant(next, now);
            } else if (entries.supply(now) < line.size()) {
                check(next, now);
            } else {
                return; // a connection is on its way to each waiter
            }
        }
    }

    private void grant(PoolEntry entry, long now) {
        Waiter first = line.first();
        long waited = first.waited(now);
        PooledLease lease = actions.lease(first, entry);
        entries.enter(entry, State.USED, now);
        entry.lent(lease);
        first.grant(lease);
        actions.deliver(first);
        line.leave(first);
        counters.acquired(waited);
        actions.events().acquired(entry, waited);
    }

    void check(PoolEntry entry, long now) {
        entries.enter(entry, State.CHECKING, now);
        actions.check(entry);
    }

    private void grow(long now) {
        int room = options.maxSize() - entries.size();
        int wanted = Math.max(line.size() - entries.supply(now), kept() - entries.size());
        if (room <= 0 || wanted <= 0) {
            return;
        }
        if (trouble.pauseLeft(now) > 0) {
            actions.growLater(trouble.pauseLeft(now));
            return;
        }
        int atOnce = (trouble.isAny() ? 1 : options.maxConnecting()) - entries.in(State.CONNECTING);
        for (int i = Math.min(Math.min(wanted, room), atOnce); i > 0; i--) {
            actions.connect(entries.add(now));
        }
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    /**
     * Takes no more waiters, and closes every connection that nobody uses.
     *
     * @param graceNanos how long those that are in use may go on; {@link #finishClosing} is to be called then
     */
    void close(long now, long graceNanos) {
        usedUntil = closed ? Math.min(usedUntil - now, graceNanos) + now : now + graceNanos;
        if (closed) {
            finishClosing(now);
        } else {
            end(new MySqlPoolClosedException("the pool was closed before a connection became free"), now);
        }
    }

    private void end(MySqlException cause, long now) {
        closed = true;
        line.refuseAll(cause);
        finishClosing(now);
    }

    /** Closes the connections that may be closed by now. */
    void finishClosing(long now) {
        discardAll(now, State.CONNECTING, State.IDLE, State.CHECKING, State.RETURNING);
        if (now - usedUntil >= 0) {
            discardAll(now, State.USED);
        }
        serveAndGrow(now);
    }

    boolean isClosed() {
        return closed;
    }

    private void discardAll(long now, State... states) {
        for (PoolEntry entry : entries.copyOf(states)) {
            discard(entry, DiscardReason.POOL_CLOSED, null, now);
        }
    }

    /** What is told to waiters of a closed pool. */
    private MySqlException refusal() {
        return transportFailure == null ? new MySqlPoolClosedException("the pool is closed") : transportFailure;
    }
}
