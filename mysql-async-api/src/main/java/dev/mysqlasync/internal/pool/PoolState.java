package dev.mysqlasync.internal.pool;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlPoolClosedException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.internal.connection.Lendable;
import dev.mysqlasync.internal.failure.ConnectFailures;
import dev.mysqlasync.internal.pool.Member.State;
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
        void connect(Member member);

        /** Asks for a sign of life: {@link #checked}. */
        void check(Member member);

        /** Makes it ready for the next user: {@link #restored}. */
        void restore(Member member);

        /** Closes it, or gives the attempt to make it up: {@link #gone} or {@link #connectFailed}. */
        void close(Member member);

        /** Hands a connection over: {@link #released}, or {@link #notTaken}. */
        Loan grant(Waiter waiter, Member member);

        /** Takes it back from its user, if that is one who can forget it: {@link #released}. */
        void reclaim(Member member, Loan loan, long used);

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
        Events events();
    }

    /** While a connection is on its way back for no longer than this, a waiter waits for it rather than for a new one. */
    private static final long PROMPT = Duration.ofMillis(200).toNanos();

    private final PoolOptions options;
    private final Owner owner;
    private final Tally tally;
    private final MemberTimes times;
    private final ConnectTrouble trouble;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private final Set<Member> members = new LinkedHashSet<>();
    private final List<CompletableFuture<@Nullable Void>> warmUps = new ArrayList<>();
    private final Deque<Member> idle = new ArrayDeque<>(); // the last one used first
    private boolean closed;
    private @Nullable MySqlException transportFailure; // what has closed it, if not its user

    PoolState(PoolOptions options, Tally tally, RandomGenerator random, Owner owner) {
        this.options = options;
        this.tally = tally;
        this.times = new MemberTimes(options, random);
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
        tally.waiting(waiters.size());
    }

    /** The waiter gave up. */
    void cancelled(Waiter waiter) {
        if (leave(waiter)) {
            waiter.endTimer();
        }
    }

    void timedOut(Waiter waiter, long now) {
        if (leave(waiter)) {
            tally.add(Tally.Total.TIMED_OUT, 1);
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
        tally.waiting(waiters.size());
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
    void released(Member member, boolean reusable, long now) {
        if (member.is(State.USED)) {
            long used = member.inStateFor(now);
            tally.add(Tally.Total.USE_NANOS, used);
            owner.events().released(member, used);
            DiscardReason why = closed ? DiscardReason.POOL_CLOSED : member.whyNotKept(reusable, now);
            if (why != null) {
                discard(member, why, null, now);
            } else if (trouble.isUnfit(member)) {
                refused(member, now);
            } else {
                enter(member, State.RETURNING, now);
                owner.restore(member);
            }
            goOn(now);
        }
    }

    /** It was granted to somebody who was gone by then, and is as it was. */
    void notTaken(Member member, long now) {
        if (member.is(State.USED)) {
            becomeIdle(member, now);
            goOn(now);
        }
    }

    // --- connections -----------------------------------------------------------------------------------------------

    void connected(Member member, Lendable connection, long now) {
        trouble.connected(connection);
        tally.add(Tally.Total.CONNECTED, 1);
        member.made(connection, now, times.lifetime());
        owner.events().connected(member, member.inStateFor(now));
        if (member.is(State.CONNECTING)) {
            becomeIdle(member, now);
            goOn(now);
        } else {
            owner.close(member); // it came too late
        }
    }

    void connectFailed(Member member, MySqlException cause, long now) {
        remove(member, now);
        if (!closed) {
            trouble.failed(cause, now);
            tally.add(Tally.Total.CONNECT_FAILURES, 1);
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
                && members.stream().allMatch(member -> member.is(State.CONNECTING) || member.is(State.CLOSING));
    }

    void checked(Member member, @Nullable Throwable failure, long now) {
        if (!member.is(State.CHECKING)) {
            return;
        }
        if (failure == null) {
            member.answered(now);
            enter(member, State.IDLE, now);
            if (waiters.isEmpty()) {
                idle.addLast(member);
            } else {
                idle.addFirst(member);
            }
        } else {
            discard(member, DiscardReason.CHECK_FAILED, failure, now);
        }
        goOn(now);
    }

    void restored(Member member, @Nullable Throwable failure, long now) {
        if (!member.is(State.RETURNING)) {
            return;
        }
        if (!member.connection().isOpen()) {
            discard(member, DiscardReason.LOST, failure, now);
        } else if (failure != null) {
            discard(member, DiscardReason.RESET_FAILED, failure, now);
        } else if (trouble.isUnfit(member)) {
            refused(member, now);
        } else {
            trouble.disproved();
            member.proven(now);
            becomeIdle(member, now);
        }
        goOn(now);
    }

    /** Parts with it, and if its server was demoted with all that are like it. */
    private void refused(Member member, long now) {
        MySqlException cause = member.connection().refusal();
        if (trouble.refused(member, cause, now)) {
            List.copyOf(idle).forEach(like -> discard(like, DiscardReason.REFUSED, cause, now));
        }
        discard(member, DiscardReason.REFUSED, cause, now);
    }

    private void becomeIdle(Member member, long now) {
        enter(member, State.IDLE, now);
        idle.addFirst(member);
    }

    /** The connection has ended, by itself or because it was closed. */
    void gone(Member member, long now) {
        if (member.is(State.GONE)) {
            return;
        }
        if (!member.is(State.CLOSING)) {
            tell(member, DiscardReason.LOST, null);
        }
        remove(member, now);
        goOn(now);
    }

    private void remove(Member member, long now) {
        idle.remove(member);
        members.remove(member);
        tally.size(members.size());
        enter(member, State.GONE, now);
    }

    private void discard(Member member, DiscardReason reason, @Nullable Throwable cause, long now) {
        boolean made = !member.is(State.CONNECTING);
        idle.remove(member);
        enter(member, State.CLOSING, now);
        if (made) {
            tell(member, reason, cause);
        }
        owner.close(member);
    }

    private void tell(Member member, DiscardReason reason, @Nullable Throwable cause) {
        tally.add(Tally.Total.DISCARDED, 1);
        owner.events().discarded(member, reason, cause);
    }

    private void enter(Member member, State state, long now) {
        tally.left(member.state());
        tally.entered(state);
        member.enter(state, now);
    }

    // --- what follows ----------------------------------------------------------------------------------------------

    /** Serves whom it can, and has made what is missing. */
    void goOn(long now) {
        if (closed) {
            if (members.isEmpty()) {
                owner.drained();
            }
            return;
        }
        serve(now);
        grow(now);
        if (lasting() - tally.in(State.CONNECTING) >= kept()) {
            endWarmUps(null);
        }
    }

    /** How many there should be at least: one where somebody wants to know that the pool can connect. */
    private int kept() {
        return warmUps.isEmpty() ? options.minSize() : Math.max(1, options.minSize());
    }

    private void serve(long now) {
        while (!waiters.isEmpty() && !idle.isEmpty()) {
            Member member = idle.getFirst();
            if (!member.connection().isOpen()) {
                discard(member, DiscardReason.LOST, null, now);
            } else if (times.isFresh(member, now)) {
                idle.removeFirst();
                grant(member, now);
            } else if (supply(now) < waiters.size()) {
                check(member, now);
            } else {
                return; // for each waiter one is being tried
            }
        }
    }

    private void grant(Member member, long now) {
        Iterator<Waiter> line = waiters.iterator();
        Waiter first = line.next();
        line.remove();
        first.endTimer();
        tally.waiting(waiters.size());
        tally.acquired(first.waited(now));
        enter(member, State.USED, now);
        owner.events().acquired(member, first.waited(now));
        member.lent(owner.grant(first, member));
    }

    private void check(Member member, long now) {
        idle.remove(member);
        enter(member, State.CHECKING, now);
        owner.check(member);
    }

    /** How many connections are on their way to waiters. */
    private int supply(long now) {
        int supply = tally.in(State.CONNECTING);
        if (tally.in(State.CHECKING) + tally.in(State.RETURNING) > 0) {
            for (Member member : members) {
                boolean onItsWay = member.is(State.CHECKING) || member.is(State.RETURNING);
                supply += onItsWay && member.inStateFor(now) < PROMPT ? 1 : 0;
            }
        }
        return supply;
    }

    private void grow(long now) {
        int room = options.maxSize() - members.size();
        int wanted = Math.max(waiters.size() - supply(now), kept() - members.size());
        if (room <= 0 || wanted <= 0) {
            return;
        }
        if (trouble.pauseLeft(now) > 0) {
            owner.goOnLater(trouble.pauseLeft(now));
            return;
        }
        int atOnce = (trouble.isAny() ? 1 : options.maxConnecting()) - tally.in(State.CONNECTING);
        for (int i = Math.min(Math.min(wanted, room), atOnce); i > 0; i--) {
            Member member = new Member(now);
            members.add(member);
            tally.size(members.size());
            tally.entered(State.CONNECTING);
            owner.connect(member);
        }
    }

    // --- from time to time -----------------------------------------------------------------------------------------

    /** Looks for what time has done: to be called about as often as the shortest of the options' times demands. */
    void tick(long now) {
        for (Member member : List.copyOf(members)) {
            if (member.is(State.IDLE)) {
                tickIdle(member, now);
            } else if (member.is(State.USED)) {
                tickUsed(member, now);
            }
        }
        goOn(now);
    }

    private void tickUsed(Member member, long now) {
        long used = member.inStateFor(now);
        Loan loan = member.loan();
        Throwable acquiredAt = loan.acquiredAt();
        if (acquiredAt != null && times.isSuspect(used) && member.isNewlySuspected()) {
            owner.events().leakSuspected(member, used, acquiredAt);
        }
        if (times.isForgotten(used)) {
            owner.reclaim(member, loan, used);
        }
    }

    private void tickIdle(Member member, long now) {
        if (member.isExpired(now)) {
            discard(member, DiscardReason.LIFETIME, null, now);
        } else if (times.isIdleForLong(member, now) && lasting() > options.minSize()) {
            discard(member, DiscardReason.IDLE, null, now);
        } else if (times.isSilentForLong(member, now)) {
            check(member, now);
        }
    }

    private int lasting() {
        return members.size() - tally.in(State.CLOSING);
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
            for (Member member : List.copyOf(members)) {
                if (member.is(state)) {
                    discard(member, DiscardReason.POOL_CLOSED, null, now);
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
        tally.waiting(0);
        endWarmUps(cause);
    }
}
