package dev.mysqlasync.internal.pool;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.internal.connection.Lendable;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A connection of the pool, from the attempt to make it until it is gone. Confined to the pool's serial steps, except as stated. */
final class PoolEntry {

    enum State {
        /** It is being made. Exits: IDLE, CLOSING, GONE. */
        CONNECTING,
        /** It can be lent. Exits: USED, CHECKING, CLOSING, GONE. */
        IDLE,
        /** The server was asked for a sign of life. Exits: IDLE, CLOSING, GONE. */
        CHECKING,
        /** It is lent. Exits: RETURNING, IDLE when nobody took it, CLOSING, GONE. */
        USED,
        /** It was released and is made ready for the next user. Exits: IDLE, CLOSING, GONE. */
        RETURNING,
        /** It is being closed. Exit: GONE. */
        CLOSING,
        /** It takes no place any more. No exit. */
        GONE
    }

    private State state = State.CONNECTING;
    private volatile @Nullable Lendable connection;
    private volatile @Nullable CompletableFuture<Lendable> attempt;
    private long since;
    private long expiresAfter = Long.MAX_VALUE;
    private long madeAt;
    private long idleSince;
    private long aliveAt;
    private @Nullable PooledLease lease;
    private boolean endNoticed;
    private boolean suspected;
    private boolean readOnly;
    private boolean proven;

    PoolEntry(long now) {
        this.since = now;
    }

    State state() {
        return state;
    }

    boolean is(State state) {
        return this.state == state;
    }

    /** Enters a state, for {@link PoolState} and its counters. */
    void enter(State state, long now) {
        this.state = state;
        this.since = now;
    }

    /** How long it has been in its state, in nanoseconds. */
    long inStateFor(long now) {
        return now - since;
    }

    /** When it entered its state. */
    long since() {
        return since;
    }

    /** Sets the attempt to make it. From any thread. */
    void attempt(CompletableFuture<Lendable> attempt) {
        this.attempt = attempt;
    }

    /** Whether an attempt to make it has begun and not ended. */
    boolean isAttempted() {
        CompletableFuture<?> making = attempt;
        return making != null && !making.isDone();
    }

    /** What the attempt to make it has made; {@code null} where nothing came of it, or it has not ended. */
    @Nullable
    Lendable attempted() {
        CompletableFuture<Lendable> making = attempt;
        return making == null || making.isCompletedExceptionally() ? null : making.getNow(null);
    }

    /** Closes it, or gives the attempt to make it up. From any thread. */
    void close() {
        Lendable made = connection;
        CompletableFuture<?> making = attempt;
        if (made != null) {
            made.close();
        } else if (making != null) {
            making.cancel(true);
        }
    }

    /** @param expiresAfter how many nanoseconds it may be kept */
    void made(Lendable connection, long now, long expiresAfter) {
        this.readOnly = connection.isReadOnly();
        this.connection = connection;
        this.madeAt = now;
        this.expiresAfter = expiresAfter;
        becameIdle(now);
    }

    /** From any thread, once it is made. */
    Lendable connection() {
        return Objects.requireNonNull(connection);
    }

    boolean isMade() {
        return connection != null;
    }

    /** Whether this connection is the entry's. */
    boolean isOf(Lendable connection) {
        return this.connection == connection;
    }

    /** Whether its connection was made and has ended. */
    boolean hasEnded() {
        Lendable made = connection;
        return made != null && made.ended().isDone();
    }

    boolean isExpired(long now) {
        return now - madeAt >= expiresAfter;
    }

    void becameIdle(long now) {
        idleSince = now;
        aliveAt = now;
    }

    /** Why it cannot be used any more, after a use that has left it reusable or not; {@code null} if it can. */
    @Nullable
    DiscardReason whyNotKept(boolean reusable, long now) {
        if (!connection().isOpen()) {
            return DiscardReason.LOST;
        }
        if (!reusable) {
            return DiscardReason.RESET_FAILED;
        }
        return isExpired(now) ? DiscardReason.LIFETIME : null;
    }

    /** It was used, and is fit for the next user. */
    void proven(long now) {
        proven = true;
        connection().forgetRefusal();
        becameIdle(now);
    }

    boolean isProven() {
        return proven;
    }

    /** Whether its server took no writes when it was made. */
    boolean wasReadOnly() {
        return readOnly;
    }

    boolean isOlderThan(long moment) {
        return madeAt < moment;
    }

    void answered(long now) {
        aliveAt = now;
    }

    long idleFor(long now) {
        return now - idleSince;
    }

    long silentFor(long now) {
        return now - aliveAt;
    }

    void lent(PooledLease lease) {
        this.lease = lease;
        this.suspected = false;
        this.endNoticed = false;
    }

    /** The lease that it has, or had last. */
    PooledLease lease() {
        return Objects.requireNonNull(lease);
    }

    /** Whether it is in use, under this lease. */
    boolean isLentAs(PooledLease lease) {
        return state == State.USED && this.lease == lease;
    }

    /** Whether its lease was over when this was last asked, and still is, so that the step which ends it was lost. */
    boolean isEndLost() {
        boolean noticed = endNoticed;
        endNoticed = lease().isOver();
        return noticed;
    }

    /** Whether its user is suspected only now of having forgotten it; true once for each use. */
    boolean isNewlySuspected() {
        boolean first = !suspected;
        suspected = true;
        return first;
    }
}
