package dev.mysqlasync.internal.pool;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.internal.connection.Lendable;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A place of the pool and its connection, from the attempt to connect until the end. Confined to the pool's serial steps, except as stated. */
final class PoolEntry {

    enum State {
        /** It is connecting. Exits: IDLE, CLOSING, GONE. */
        CONNECTING,
        /** Nobody uses it. Exits: USED, CHECKING, CLOSING, GONE. */
        IDLE,
        /** The pool waits for the answer to a ping. Exits: IDLE, CLOSING, GONE. */
        CHECKING,
        /** A user has it. Exits: RETURNING, IDLE when nobody took it, CLOSING, GONE. */
        USED,
        /** It was released and its session is restored for the next user. Exits: IDLE, CLOSING, GONE. */
        RETURNING,
        /** It is being closed. Exit: GONE. */
        CLOSING,
        /** Its connection has ended and its place is free. No exit. */
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

    /** Enters a state. {@link PoolEntries} alone calls this, as it counts the states. */
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

    /** Sets the attempt to connect. From any thread. */
    void attempt(CompletableFuture<Lendable> attempt) {
        this.attempt = attempt;
    }

    /** Whether an attempt to connect has begun and not ended. */
    boolean isAttempted() {
        CompletableFuture<?> making = attempt;
        return making != null && !making.isDone();
    }

    /** The connection that the attempt has made; {@code null} where the attempt has failed or not ended. */
    @Nullable
    Lendable attempted() {
        CompletableFuture<Lendable> making = attempt;
        return making == null || making.isCompletedExceptionally() ? null : making.getNow(null);
    }

    /** Closes the connection, or cancels the attempt to connect. From any thread. */
    void close() {
        Lendable made = connection;
        CompletableFuture<?> making = attempt;
        if (made != null) {
            made.close();
        } else if (making != null) {
            making.cancel(true);
        }
    }

    /** @param expiresAfter how many nanoseconds the pool may keep the connection */
    void made(Lendable connection, long now, long expiresAfter) {
        this.readOnly = connection.isReadOnly();
        this.connection = connection;
        this.madeAt = now;
        this.expiresAfter = expiresAfter;
        becameIdle(now);
    }

    /** The connection. From any thread, once there is one. */
    Lendable connection() {
        return Objects.requireNonNull(connection);
    }

    boolean isMade() {
        return connection != null;
    }

    /** Whether this is the entry's connection. */
    boolean isOf(Lendable connection) {
        return this.connection == connection;
    }

    /** Whether there was a connection, and it has ended. */
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

    /** Why the pool cannot keep the connection after a use; {@code null} if it can. */
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

    /** Notes that the connection has been of use, and is fit for the next user. */
    void proven(long now) {
        proven = true;
        connection().forgetRefusal();
        becameIdle(now);
    }

    boolean isProven() {
        return proven;
    }

    /** Whether the server took no writes when the connection was made. */
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

    /** The current lease, or the last one. */
    PooledLease lease() {
        return Objects.requireNonNull(lease);
    }

    /** Whether a user has the connection under this lease. */
    boolean isLentAs(PooledLease lease) {
        return state == State.USED && this.lease == lease;
    }

    /** Whether the lease was over at the last call already: the step that ends it was lost. */
    boolean isEndLost() {
        boolean noticed = endNoticed;
        endNoticed = lease().isOver();
        return noticed;
    }

    /** Whether this is the first suspicion of a leak in this use. */
    boolean isNewlySuspected() {
        boolean first = !suspected;
        suspected = true;
        return first;
    }
}
