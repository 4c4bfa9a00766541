package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.internal.connection.Lendable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often in a row no connection came about that could be used, and how long to wait before the next attempt. One that is made
 * and refused at its first use counts as well: until another has proven itself, that connections can be made says nothing.
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
     * Whether a connection's server would refuse the next user, too: it takes no statements, or no writes where the pool has had servers
     * that did. What a read-only server refuses may have another cause, but that it is read-only it has said itself when the
     * session was started over for that.
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
     * A connection is parted with as unfit. One that has never been of use counts like one that could not be made, or the next one would
     * be made and refused at once.
     *
     * @return whether its server has taken writes and takes none any more: then its like are of no use either
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

    /** A connection has done its work. */
    void disproved() {
        doubted = false;
        failures = 0;
    }

    boolean isAny() {
        return failures > 0;
    }

    /** The last failure, if there is trouble at all. */
    @Nullable
    MySqlException last() {
        return failures == 0 ? null : last;
    }

    /** For how long no attempt is to be made, in nanoseconds; not above 0 for now. */
    long pauseLeft(long now) {
        return failures == 0 ? 0 : pauseEnds - now;
    }
}
