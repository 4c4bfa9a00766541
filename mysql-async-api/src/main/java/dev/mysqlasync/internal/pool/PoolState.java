package dev.mysqlasync.internal.pool;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPoolClosedException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.internal.connection.Lendable;
import dev.mysqlasync.internal.failure.ConnectFailures;
import dev.mysqlasync.internal.pool.PoolEntry.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a pool: who gets which connection when, and when one is made, tried, or closed. It has no threads, clock or
 * connections of its own: it is told what happened and when, one thing at a time, and has done what follows by its
 * {@link Owner}. All times are nanoseconds on one clock.
 *
 * <p>The waiters are a line, served from its head. A connection that can be lent goes to the head at once, so there are never both
 * waiters and fresh idle connections. As many connections are made as there are waiters who no connection under way is
 * coming for, within the limits.
 */
final class PoolState {

    /** What the pool has done. Answers come as calls of the methods of that name, never from within. */
    interface Owner {

        /** Makes a connection: {@link #connected}, {@link #connectFailed}. */
        void connect(PoolEntry entry);

        /** Asks for a sign of life: {@link #checked}. */
        void check(PoolEntry entry);

        /** Makes it ready for the next user: {@link #restored}. */
        void restore(PoolEntry entry);

        /** Closes it, or gives the attempt to make it up: {@link #gone} or {@link #connectFailed}. */
        void close(PoolEntry entry);

        /** Hands a connection over: {@link #released}, or {@link #notTaken}. */
        PooledLease grant(Waiter waiter, PoolEntry entry);

        /** Takes it back from its user, if that is one who can forget it: {@link #released}. */
        void reclaim(PoolEntry entry, PooledLease lease, long used);

        /** Sets the waiter's timer: {@link #timedOut}, or {@link #cannotWait}. */
        void startWaiting(Waiter waiter);

        void fail(Waiter waiter, MySqlException cause);

        /** Answers who waits until as many connections are there as are kept: they are, or there is a cause why not. */
        void warmedUp(CompletableFuture<@Nullable Void> waiting, @Nullable MySqlException cause);

        /** Calls {@link #goOn} after so long, instead of what was asked for before. */
        void goOnLater(long nanos);

        /** A waiter's time is up, who is no longer in the line. */
        void failTimedOut(Waiter waiter, long waited, @Nullable MySqlException lastConnectFailure);

        /** It is closed and nothing is left. */
        void drained();

        /** Is told what happens. */
        PoolEvents events();
    }

    /** While a connection is on its way back for no longer than this, a waiter waits for it rather than for a new one. */
    private static final long PROMPT = Duration.ofMillis(200).toNanos();

    private final PoolOptions options;
    private final Owner owner;
    private final PoolCounters counters;
    private final EntryTimes times;
    private final ConnectTrouble trouble;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private final Set<PoolEntry> entries = new LinkedHashSet<>();
    private final List<CompletableFuture<@Nullable Void>> warmUps = new ArrayList<>();
    private final Deque<PoolEntry> idle = new ArrayDeque<>(); // the last one used first
    private boolean closed;
    private @Nullable MySqlException transportFailure; // what has closed it, if not its user

    PoolState(PoolOptions options, PoolCounters counters, RandomGenerator random, Owner owner) {
        this.options = options;
        this.counters = counters;
        this.times = new EntryTimes(options, random);
        this.owner = owner;
        this.trouble = new ConnectTrouble(options, random);
    }

    // --- acquirers -------------------------------------------------------------------------------------------------

    void acquire(Waiter waiter, long now) {
        if (closed) {
            owner.fail(waiter, refusal());
            return;
        }
        waiters.add(waiter);
        goOn(now);
        if (!waiters.contains(waiter)) {
            return;
        }
        if (waiters.size() > options.maxWaiters() + supply(now)) {
            waiters.remove(waiter);
            owner.fail(waiter, Waiter.tooMany(options));
            owner.events().waiterRefused();
        } else {
            owner.startWaiting(waiter);
        }
        counters.waiting(waiters.size());
    }

    /** The waiter gave up. */
    void cancelled(Waiter waiter) {
        if (leave(waiter)) {
            waiter.endTimer();
        }
    }

    void timedOut(Waiter waiter, long now) {
        if (leave(waiter)) {
            counters.add(PoolCounters.Total.TIMED_OUT, 1);
            owner.failTimedOut(waiter, waiter.waited(now), trouble.last());
        }
    }

    /** Its time could not be set. */
    void cannotWait(Waiter waiter, MySqlException cause) {
        if (leave(waiter)) {
            owner.fail(waiter, cause);
        }
    }

    private boolean leave(Waiter waiter) {
        boolean waited = waiters.remove(waiter);
        counters.waiting(waiters.size());
        return waited;
    }

    /** Somebody wants to know when as many connections are there as are kept: {@link Owner#warmedUp}. */
    void warmUp(CompletableFuture<@Nullable Void> waiting, long now) {
        if (closed) {
            owner.warmedUp(waiting, refusal());
        } else {
            warmUps.add(waiting);
            goOn(now);
        }
    }

    /** Nobody wants to know any more. Returns what the last connect failed with, if the last one did fail. */
    @Nullable
    @SuppressWarnings("CollectionUndefinedEquality") // the same future is meant, not an equal one
    MySqlException warmUpGivenUp(CompletableFuture<@Nullable Void> waiting) {
        warmUps.remove(waiting);
        return trouble.last();
    }

    private void endWarmUps(@Nullable MySqlException cause) {
        warmUps.forEach(waiting -> owner.warmedUp(waiting, cause));
        warmUps.clear();
    }

    /** The user is through with it. */
    void released(PoolEntry entry, boolean reusable, long now) {
        if (entry.is(State.USED)) {
            long used = entry.inStateFor(now);
            counters.add(PoolCounters.Total.USE_NANOS, used);
            owner.events().released(entry, used);
            DiscardReason why = closed ? DiscardReason.POOL_CLOSED : entry.whyNotKept(reusable, now);
            if (why != null) {
                discard(entry, why, null, now);
            } else if (trouble.isUnfit(entry)) {
                refused(entry, now);
            } else {
                enter(entry, State.RETURNING, now);
                owner.restore(entry);
            }
            goOn(now);
        }
    }

    /** It was granted to somebody who was gone by then, and is as it was. */
    void notTaken(PoolEntry entry, long now) {
        if (entry.is(State.USED)) {
            becomeIdle(entry, now);
            goOn(now);
        }
    }

    // --- connections -----------------------------------------------------------------------------------------------

    void connected(PoolEntry entry, Lendable connection, long now) {
        trouble.connected(connection);
        counters.add(PoolCounters.Total.CONNECTED, 1);
        entry.made(connection, now, times.lifetime());
        owner.events().connected(entry, entry.inStateFor(now));
        if (entry.is(State.CONNECTING)) {
            becomeIdle(entry, now);
            goOn(now);
        } else {
            owner.close(entry); // it came too late
        }
    }

    void connectFailed(PoolEntry entry, MySqlException cause, long now) {
        remove(entry, now);
        if (!closed) {
            trouble.failed(cause, now);
            counters.add(PoolCounters.Total.CONNECT_FAILURES, 1);
            owner.events().connectFailed(cause);
            if (ConnectFailures.isGivenUp(cause)) { // which the pool has not done, so its transport was closed
                transportFailure = cause;
                end(cause, now);
            } else if (isHopeless(cause)) {
                failWaiters(cause);
            }
        }
        goOn(now);
    }

    /** Whether trying again cannot help, and no connection is left that a waiter could get. */
    private boolean isHopeless(MySqlException cause) {
        return !cause.isTransient()
                && entries.stream().allMatch(entry -> entry.is(State.CONNECTING) || entry.is(State.CLOSING));
    }

    void checked(PoolEntry entry, @Nullable Throwable failure, long now) {
        if (!entry.is(State.CHECKING)) {
            return;
        }
        if (failure == null) {
            entry.answered(now);
            enter(entry, State.IDLE, now);
            if (waiters.isEmpty()) {
                idle.addLast(entry);
            } else {
                idle.addFirst(entry);
            }
        } else {
            discard(entry, DiscardReason.CHECK_FAILED, failure, now);
        }
        goOn(now);
    }

    void restored(PoolEntry entry, @Nullable Throwable failure, long now) {
        if (!entry.is(State.RETURNING)) {
            return;
        }
        if (!entry.connection().isOpen()) {
            discard(entry, DiscardReason.LOST, failure, now);
        } else if (failure != null) {
            discard(entry, DiscardReason.RESET_FAILED, failure, now);
        } else if (trouble.isUnfit(entry)) {
            refused(entry, now);
        } else {
            trouble.disproved();
            entry.proven(now);
            becomeIdle(entry, now);
        }
        goOn(now);
    }

    /** Parts with it, and if its server was demoted with all that are like it. */
    private void refused(PoolEntry entry, long now) {
        MySqlException cause = entry.connection().refusal();
        if (trouble.refused(entry, cause, now)) {
            List.copyOf(idle).forEach(like -> discard(like, DiscardReason.REFUSED, cause, now));
        }
        discard(entry, DiscardReason.REFUSED, cause, now);
    }

    private void becomeIdle(PoolEntry entry, long now) {
        enter(entry, State.IDLE, now);
        idle.addFirst(entry);
    }

    /** The connection has ended, by itself or because it was closed. */
    void gone(PoolEntry entry, long now) {
        if (entry.is(State.GONE)) {
            return;
        }
        if (!entry.is(State.CLOSING)) {
            tell(entry, DiscardReason.LOST, null);
        }
        remove(entry, now);
        goOn(now);
    }

    private void remove(PoolEntry entry, long now) {
        idle.remove(entry);
        entries.remove(entry);
        counters.size(entries.size());
        enter(entry, State.GONE, now);
    }

    private void discard(PoolEntry entry, DiscardReason reason, @Nullable Throwable cause, long now) {
        boolean made = !entry.is(State.CONNECTING);
        idle.remove(entry);
        enter(entry, State.CLOSING, now);
        if (made) {
            tell(entry, reason, cause);
        }
        owner.close(entry);
    }

    private void tell(PoolEntry entry, DiscardReason reason, @Nullable Throwable cause) {
        counters.add(PoolCounters.Total.DISCARDED, 1);
        owner.events().discarded(entry, reason, cause);
    }

    private void enter(PoolEntry entry, State state, long now) {
        counters.left(entry.state());
        counters.entered(state);
        entry.enter(state, now);
    }

    // --- what follows ----------------------------------------------------------------------------------------------

    /** Serves whom it can, and has made what is missing. */
    void goOn(long now) {
        if (closed) {
            if (entries.isEmpty()) {
                owner.drained();
            }
            return;
        }
        serve(now);
        grow(now);
        if (lasting() - counters.in(State.CONNECTING) >= kept()) {
            endWarmUps(null);
        }
    }

    /** How many there should be at least: one where somebody wants to know that the pool can connect. */
    private int kept() {
        return warmUps.isEmpty() ? options.minSize() : Math.max(1, options.minSize());
    }

    private void serve(long now) {
        while (!waiters.isEmpty() && !idle.isEmpty()) {
            PoolEntry entry = idle.getFirst();
            if (!entry.connection().isOpen()) {
                discard(entry, DiscardReason.LOST, null, now);
            } else if (times.isFresh(entry, now)) {
                idle.removeFirst();
                grant(entry, now);
            } else if (supply(now) < waiters.size()) {
                check(entry, now);
            } else {
                return; // for each waiter one is being tried
            }
        }
    }

    private void grant(PoolEntry entry, long now) {
        Iterator<Waiter> line = waiters.iterator();
        Waiter first = line.next();
        line.remove();
        first.endTimer();
        counters.waiting(waiters.size());
        counters.acquired(first.waited(now));
        enter(entry, State.USED, now);
        owner.events().acquired(entry, first.waited(now));
        entry.lent(owner.grant(first, entry));
    }

    private void check(PoolEntry entry, long now) {
        idle.remove(entry);
        enter(entry, State.CHECKING, now);
        owner.check(entry);
    }

    /** How many connections are on their way to waiters. */
    private int supply(long now) {
        int supply = counters.in(State.CONNECTING);
        if (counters.in(State.CHECKING) + counters.in(State.RETURNING) > 0) {
            for (PoolEntry entry : entries) {
                boolean onItsWay = entry.is(State.CHECKING) || entry.is(State.RETURNING);
                supply += onItsWay && entry.inStateFor(now) < PROMPT ? 1 : 0;
            }
        }
        return supply;
    }

    private void grow(long now) {
        int room = options.maxSize() - entries.size();
        int wanted = Math.max(waiters.size() - supply(now), kept() - entries.size());
        if (room <= 0 || wanted <= 0) {
            return;
        }
        if (trouble.pauseLeft(now) > 0) {
            owner.goOnLater(trouble.pauseLeft(now));
            return;
        }
        int atOnce = (trouble.isAny() ? 1 : options.maxConnecting()) - counters.in(State.CONNECTING);
        for (int i = Math.min(Math.min(wanted, room), atOnce); i > 0; i--) {
            PoolEntry entry = new PoolEntry(now);
            entries.add(entry);
            counters.size(entries.size());
            counters.entered(State.CONNECTING);
            owner.connect(entry);
        }
    }

    // --- from time to time -----------------------------------------------------------------------------------------

    /** Looks for what time has done: to be called about as often as the shortest of the options' times demands. */
    void tick(long now) {
        for (PoolEntry entry : List.copyOf(entries)) {
            if (entry.is(State.IDLE)) {
                tickIdle(entry, now);
            } else if (entry.is(State.USED)) {
                tickUsed(entry, now);
            }
        }
        goOn(now);
    }

    private void tickUsed(PoolEntry entry, long now) {
        long used = entry.inStateFor(now);
        PooledLease lease = entry.lease();
        Throwable acquiredAt = lease.acquiredAt();
        if (acquiredAt != null && times.isSuspect(used) && entry.isNewlySuspected()) {
            owner.events().leakSuspected(entry, used, acquiredAt);
        }
        if (times.isForgotten(used)) {
            owner.reclaim(entry, lease, used);
        }
    }

    private void tickIdle(PoolEntry entry, long now) {
        if (entry.isExpired(now)) {
            discard(entry, DiscardReason.LIFETIME, null, now);
        } else if (times.isIdleForLong(entry, now) && lasting() > options.minSize()) {
            discard(entry, DiscardReason.IDLE, null, now);
        } else if (times.isSilentForLong(entry, now)) {
            check(entry, now);
        }
    }

    private int lasting() {
        return entries.size() - counters.in(State.CLOSING);
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    /** Takes no more acquirers, and parts with every connection that nobody uses. */
    void close(long now) {
        if (!closed) {
            end(new MySqlPoolClosedException("the pool was closed while a connection was waited for"), now);
        }
    }

    private void end(MySqlException cause, long now) {
        closed = true;
        failWaiters(cause);
        discardAll(now, State.CONNECTING, State.IDLE, State.CHECKING, State.RETURNING);
        goOn(now);
    }

    /** What is told to those who come too late. */
    private MySqlException refusal() {
        return transportFailure == null ? new MySqlPoolClosedException("the pool is closed") : transportFailure;
    }

    /** Parts with the rest. */
    void closeUsed(long now) {
        discardAll(now, State.USED);
        goOn(now);
    }

    private void discardAll(long now, State... states) {
        for (State state : states) {
            for (PoolEntry entry : List.copyOf(entries)) {
                if (entry.is(state)) {
                    discard(entry, DiscardReason.POOL_CLOSED, null, now);
                }
            }
        }
    }

    private void failWaiters(MySqlException cause) {
        for (Waiter waiter : new ArrayList<>(waiters)) {
            waiters.remove(waiter);
            waiter.endTimer();
            owner.fail(waiter, cause);
        }
        counters.waiting(0);
        endWarmUps(cause);
    }
}
