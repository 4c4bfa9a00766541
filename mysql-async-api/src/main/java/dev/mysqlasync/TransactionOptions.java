package dev.mysqlasync;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The characteristics of one transaction; the session's characteristics apply to all others. Immutable: each method
 * returns new options.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/commit.html">MySQL Reference Manual, START TRANSACTION, COMMIT,
 *     and ROLLBACK Statements</a>
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/set-transaction.html">MySQL Reference Manual, SET TRANSACTION
 *     Statement</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class TransactionOptions {

    /** The access mode of a transaction. */
    public enum Access {
        /** As the session's {@code transaction_read_only} says. */
        OF_SESSION,
        /** READ ONLY: a write fails with error 1792. Temporary tables stay writable. */
        READ_ONLY,
        /** READ WRITE, even if the session's transactions are read-only. */
        READ_WRITE
    }

    private static final TransactionOptions OF_SESSION = new TransactionOptions(null, Access.OF_SESSION, false);

    private final @Nullable IsolationLevel isolation;
    private final Access access;
    private final boolean consistentSnapshot;

    private TransactionOptions(@Nullable IsolationLevel isolation, Access access, boolean consistentSnapshot) {
        if (consistentSnapshot && isolation != null && isolation != IsolationLevel.REPEATABLE_READ) {
            throw new IllegalArgumentException("a consistent snapshot needs REPEATABLE READ, not " + isolation.sql());
        }
        this.isolation = isolation;
        this.access = access;
        this.consistentSnapshot = consistentSnapshot;
    }

    /** The session's characteristics. */
    public static TransactionOptions defaults() {
        return OF_SESSION;
    }

    /**
     * These options with an isolation level.
     *
     * @throws IllegalArgumentException if the level is not REPEATABLE READ and a consistent snapshot was requested
     */
    public TransactionOptions isolation(IsolationLevel level) {
        return new TransactionOptions(Objects.requireNonNull(level, "level"), access, consistentSnapshot);
    }

    /** These options with the access mode READ ONLY, which allows the server to optimize. */
    public TransactionOptions readOnly() {
        return new TransactionOptions(isolation, Access.READ_ONLY, consistentSnapshot);
    }

    /** These options with the access mode READ WRITE, whatever the session's access mode is. */
    public TransactionOptions readWrite() {
        return new TransactionOptions(isolation, Access.READ_WRITE, consistentSnapshot);
    }

    /**
     * These options with a snapshot at the start of the transaction (WITH CONSISTENT SNAPSHOT), instead of at its first
     * read. Servers apply it under REPEATABLE READ; otherwise they return a warning.
     *
     * @throws IllegalArgumentException if another isolation level was requested
     */
    public TransactionOptions consistentSnapshot() {
        return new TransactionOptions(isolation, access, true);
    }

    /** The isolation level; {@code null} for the session's level. */
    public @Nullable IsolationLevel isolation() {
        return isolation;
    }

    /** The access mode. */
    public Access access() {
        return access;
    }

    /** Whether the snapshot is taken at the start of the transaction. */
    public boolean isConsistentSnapshot() {
        return consistentSnapshot;
    }

    @Override
    public String toString() {
        return "TransactionOptions[isolation=" + isolation + ", access=" + access + ", consistentSnapshot="
                + consistentSnapshot + "]";
    }
}
