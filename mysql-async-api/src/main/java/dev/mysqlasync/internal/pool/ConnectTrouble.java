package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.internal.connection.Lendable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed connects in a row, and says how long to wait before the next one. A connection whose server refuses its first use
 * counts as a failed connect. From then on a connect counts as a success only when its connection has been of use.
 */
final class ConnectTrouble {

    private final Backoff backoff;
    private @Nullable MySqlException last;
    private int failures;
    private long pauseEnds;
    private boolean doubted;
    private boolean everWritable;
    private long demotedAt = Long.MIN_VALUE;

    ConnectTrouble(PoolOptions options, RandomGenerator random) {
        this.backoff = new Backoff(options.connectBackoffMin(), options.connectBackoffMax(), random);
    }

    void failed(MySqlException cause, long now) {
        last = cause;
        failures++;
        pauseEnds = now + backoff.nanosAfter(failures);
    }

    void connected(Lendable connection) {
        if (!doubted) {
            failures = 0;
        }
        everWritable |= !connection.isReadOnly();
    }

    /**
     * Whether a connection's server would refuse the next user, too. Such a server takes no statements. Or it takes no writes, while
     * others of the pool's servers did. The refusal of a write alone proves nothing; the reset that followed it has asked the server
     * whether it is read-only.
     */
    boolean isUnfit(PoolEntry entry) {
        boolean takesNoWrites = everWritable
                && entry.connection().isReadOnly()
                && entry.connection().refusal() != null;
        return isOutOfService(entry) || takesNoWrites || entry.isOlderThan(demotedAt);
    }

    /** Whether a connection's server has refused to execute anything. Such an error may have ended the connection, too. */
    boolean isOutOfService(PoolEntry entry) {
        MySqlException refusal = entry.connection().refusal();
        return refusal != null && refusal.isSafeToRetry();
    }

    /**
     * Notes that the pool discards an unfit connection. If it has never been of use, this counts as a failed connect. Otherwise the
     * next one would be made and refused at once.
     *
     * @return whether its server took writes before and takes none now, so that the other connections are unfit, too
     */
    boolean refused(PoolEntry entry, @Nullable MySqlException cause, long now) {
        if (cause == null) {
            return false;
        }
        if (!entry.isProven() || entry.wasReadOnly()) {
            doubted = true;
            failed(cause, now);
            return false;
        }
        boolean demoted = entry.connection().isReadOnly();
        demotedAt = demoted ? now : demotedAt;
        return demoted;
    }

    /** Notes that a connection has been of use. */
    void disproved() {
        doubted = false;
        failures = 0;
    }

    boolean isAny() {
        return failures > 0;
    }

    /** The last failure; {@code null} after a success. */
    @Nullable
    MySqlException last() {
        return failures == 0 ? null : last;
    }

    /** How many nanoseconds to wait before the next attempt; none where this is 0 or negative. */
    long pauseLeft(long now) {
        return failures == 0 ? 0 : pauseEnds - now;
    }
}
