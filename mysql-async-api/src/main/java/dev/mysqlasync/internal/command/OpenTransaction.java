package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlException;
import org.jspecify.annotations.Nullable;

/**
 * What the answers have shown about the transaction of a scope. Written on the connection's I/O thread, before the
 * future of the request completes. Read from any thread.
 */
public final class OpenTransaction {

    private volatile @Nullable MySqlException rollback;
    private volatile @Nullable String endedBy;
    private volatile @Nullable String suspect;

    /**
     * Why it must not be committed, such as the error with which the server rolled it back; {@code null} if it may be.
     */
    public @Nullable MySqlException rollback() {
        return rollback;
    }

    /**
     * The first statement that ended it, by committing or rolling back; {@code null} if there is none, or it is not
     * known.
     */
    public @Nullable String endedBy() {
        return endedBy == null ? suspect : endedBy;
    }

    void rolledBack(MySqlException error) {
        if (rollback == null) {
            rollback = error;
        }
    }

    /** The server reports that no transaction is open after this statement. */
    void ended(@Nullable String sql) {
        if (endedBy == null) {
            endedBy = suspect == null ? sql : suspect;
        }
    }

    /** A statement failed and may have ended the transaction before that. Errors do not report the status. */
    void mayHaveEnded(@Nullable String sql) {
        if (suspect == null) {
            suspect = sql;
        }
    }
}
