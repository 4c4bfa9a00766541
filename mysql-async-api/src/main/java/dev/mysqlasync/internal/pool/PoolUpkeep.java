package dev.mysqlasync.internal.pool;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.connection.Lendable;
import dev.mysqlasync.internal.pool.PoolEntry.State;

/**
 * Looks after a pool's entries and waiters from time to time. It ends what is old, and what a lost step has left. A step is lost when
 * an Error ends it half-way, or when there is no memory to bring it. What is overdue counts as failed. A late answer finds its
 * entry in another state, and changes nothing.
 */
final class PoolUpkeep {

    private final PoolOptions options;
    private final EntryTimes times;
    private final PoolState state;
    private final PoolActions actions;

    PoolUpkeep(PoolOptions options, EntryTimes times, PoolState state, PoolActions actions) {
        this.options = options;
        this.times = times;
        this.state = state;
        this.actions = actions;
    }

    /** Looks at everything once. {@link PoolTicker} says how often. */
    void tick(long now) {
        state.entries().recount();
        state.line().overdue(now).forEach(waiter -> state.timedOut(waiter, now));
        state.line().overdueWarmUps(now).forEach(state::timedOut);
        for (PoolEntry entry : state.entries().copy()) {
            if (entry.hasEnded() || times.isCloseLost(entry, now)) {
                state.gone(entry, now);
            } else if (entry.is(State.IDLE)) {
                tickIdle(entry, now);
            } else if (entry.is(State.USED)) {
                tickUsed(entry, now);
            } else if (times.isOverdue(entry, now)) {
                endOverdue(entry, now);
            }
        }
        if (state.isClosed()) {
            state.finishClosing(now);
        } else {
            state.serveAndGrow(now);
        }
    }

    private void tickIdle(PoolEntry entry, long now) {
        if (entry.isExpired(now)) {
            state.discard(entry, DiscardReason.LIFETIME, null, now);
        } else if (times.isIdleForLong(entry, now) && state.entries().lasting() > options.minSize()) {
            state.discard(entry, DiscardReason.IDLE, null, now);
        } else if (times.isSilentForLong(entry, now)) {
            state.check(entry, now);
        }
    }

    private void tickUsed(PoolEntry entry, long now) {
        long used = entry.inStateFor(now);
        PooledLease lease = entry.lease();
        Throwable acquiredAt = lease.acquiredAt();
        if (entry.isEndLost()) {
            state.released(lease, now);
        } else if (acquiredAt != null && times.isSuspect(used) && entry.isNewlySuspected()) {
            actions.events().leakSuspected(entry, used, acquiredAt);
        }
        if (times.isForgotten(used)) {
            actions.reclaim(lease, used);
        }
    }

    private void endOverdue(PoolEntry entry, long now) {
        Lendable attempted = entry.attempted();
        if (entry.is(State.CHECKING)) {
            state.checked(entry, unanswered(), now);
        } else if (entry.is(State.RETURNING)) {
            state.restored(entry, unanswered(), now);
        } else if (entry.isMade()) {
            actions.close(entry); // again
        } else if (attempted != null) {
            state.connected(entry, attempted, now);
        } else {
            actions.close(entry);
            state.connectFailed(
                    entry, new MySqlConnectException("the connect did not end within its limit", null, true), now);
        }
    }

    private static MySqlTimeoutException unanswered() {
        return new MySqlTimeoutException("the connection did not answer within its limit", Written.ALL);
    }
}
