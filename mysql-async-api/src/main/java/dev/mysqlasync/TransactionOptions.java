package dev.mysqlasync;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to one transaction; what is not said here is as the session has it. Immutable: each method gives a new
 * one.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/commit.html">START TRANSACTION</a>
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/set-transaction.html">SET TRANSACTION</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class TransactionOptions {

    /** Whether a transaction may write. */
    public enum Access {
        /** As the session's {@code transaction_read_only} says. */
        OF_SESSION,
        /** It only reads; writing fails with error 1792. Temporary tables can be written all the same. */
        READ_ONLY,
        /** It may write, even where the session's transactions only read. */
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

    /** A transaction that is in every way as the session's are. */
    public static TransactionOptions defaults() {
        return OF_SESSION;
    }

    /**
     * With an isolation level for this transaction alone.
     *
     * @throws IllegalArgumentException if it is not REPEATABLE READ and a consistent snapshot was asked for
     */
    public TransactionOptions isolation(IsolationLevel level) {
        return new TransactionOptions(Objects.requireNonNull(level, "level"), access, consistentSnapshot);
    }

    /** With no right to write, which lets the server do less for it. */
    public TransactionOptions readOnly() {
        return new TransactionOptions(isolation, Access.READ_ONLY, consistentSnapshot);
    }

    /** With the right to write, whatever the session says. */
    public TransactionOptions readWrite() {
        return new TransactionOptions(isolation, Access.READ_WRITE, consistentSnapshot);
    }

    /**
     * With a snapshot taken as it begins, instead of with its first read. Servers heed it under REPEATABLE READ and
     * otherwise warn.
     *
     * @throws IllegalArgumentException if another isolation level was asked for
     */
    public TransactionOptions consistentSnapshot() {
        return new TransactionOptions(isolation, access, true);
    }

    /** The isolation level; {@code null} for the session's. */
    public @Nullable IsolationLevel isolation() {
        return isolation;
    }

    /** Whether it may write. */
    public Access access() {
        return access;
    }

    /** Whether its snapshot is taken as it begins. */
    public boolean isConsistentSnapshot() {
        return consistentSnapshot;
    }

    @Override
    public String toString() {
        return "TransactionOptions[isolation=" + isolation + ", access=" + access + ", consistentSnapshot="
                + consistentSnapshot + "]";
    }
}
