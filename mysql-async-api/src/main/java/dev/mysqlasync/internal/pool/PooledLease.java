package dev.mysqlasync.internal.pool;

import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.connection.Lendable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pool's end of a lease: one use of a pooled connection, which ends once. The user's end, where a user holds the connection, is a
 * {@link Lease}. From any thread.
 */
final class PooledLease {

    private final PoolEntry entry;
    private final @Nullable Throwable acquiredAt;
    private final Consumer<PooledLease> release;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean reusable = true;
    private volatile @Nullable Lease lease;

    /**
     * @param acquiredAt shows who has the connection; {@code null} where leaks are not watched
     * @param release hears the end, once; it never throws
     */
    PooledLease(PoolEntry entry, @Nullable Throwable acquiredAt, Consumer<PooledLease> release) {
        this.entry = entry;
        this.acquiredAt = acquiredAt;
        this.release = release;
    }

    PoolEntry entry() {
        return entry;
    }

    Lendable connection() {
        return entry.connection();
    }

    @Nullable
    Throwable acquiredAt() {
        return acquiredAt;
    }

    /** Makes the user's end, whose end ends this one. Once. */
    Lease lease() {
        Lease made = new Lease(ended -> end(!ended.isUserChanged()));
        lease = made;
        return made;
    }

    /**
     * Takes the connection from its user.
     *
     * @return whether a user had it
     */
    boolean revoke(String why) {
        Lease leased = lease;
        return leased != null && leased.revoke(why);
    }

    /**
     * Ends the lease. Only the first call counts.
     *
     * @param reusable whether resetting the session makes the connection fit for anybody
     */
    void end(boolean reusable) {
        if (over.compareAndSet(false, true)) {
            this.reusable = reusable;
            release.accept(this);
        }
    }

    /** Ends the lease, on the user's end too where there is one. Only the first call counts. */
    void end() {
        Lease leased = lease;
        if (leased == null) {
            end(true);
        } else {
            leased.end();
        }
    }

    /** Ends the lease untouched, as nobody took it. True for the first call, unless the lease has ended. */
    boolean endUntouched() {
        return over.compareAndSet(false, true);
    }

    /** Whether the lease has ended, on the user's end or on this one. */
    boolean isOver() {
        Lease leased = lease;
        return over.get() || leased != null && leased.isOver();
    }

    boolean isReusable() {
        Lease leased = lease;
        return reusable && (leased == null || !leased.isUserChanged());
    }
}
