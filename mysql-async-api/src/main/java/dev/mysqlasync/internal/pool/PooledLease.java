package dev.mysqlasync.internal.pool;

import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.connection.Lendable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A connection of the pool in the hands of one user, who gives it back once, whatever is tried. From any thread. */
final class PooledLease {

    private final PoolEntry entry;
    private final @Nullable Throwable acquiredAt;
    private final BiConsumer<PoolEntry, Boolean> release;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Lease lease;

    /** @param acquiredAt shows who has it, where that is watched */
    PooledLease(PoolEntry entry, @Nullable Throwable acquiredAt, BiConsumer<PoolEntry, Boolean> release) {
        this.entry = entry;
        this.acquiredAt = acquiredAt;
        this.release = release;
    }

    PoolEntry entry() {
        return entry;
    }

    /** Nobody has taken it: it is as it was. True for the first call, unless it was given back. */
    boolean isTakenBack() {
        return over.compareAndSet(false, true);
    }

    Lendable connection() {
        return entry.connection();
    }

    /** Who has it; {@code null} where that is not watched. */
    @Nullable
    Throwable acquiredAt() {
        return acquiredAt;
    }

    /** A lease for a user, whose end gives the connection back. Once. */
    Lease lease() {
        Lease made = new Lease(ended -> end(!ended.isUserChanged()));
        lease = made;
        return made;
    }

    /**
     * Takes the connection back, if it was leased and the lease has not ended.
     *
     * @return whether it was
     */
    boolean revoke(String why) {
        Lease leased = lease;
        return leased != null && leased.revoke(why);
    }

    /**
     * Gives the connection back. Only the first call counts.
     *
     * @param reusable whether starting its session over makes it fit for anybody
     */
    void end(boolean reusable) {
        if (over.compareAndSet(false, true)) {
            release.accept(entry, reusable);
        }
    }
}
