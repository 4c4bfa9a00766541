package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlException;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the transaction of a scope, as the answers between its beginning and its end tell. Set on the connection's I/O
 * thread, before the future of the request concerned is complete; read from any thread.
 */
public final class OpenTransaction {

    private volatile @Nullable MySqlException rollback;
    private volatile @Nullable String endedBy;
    private volatile @Nullable String suspect;

    /** Why nothing of it is to be committed any more, such as the error with which the server rolled it back; {@code null} for no reason. */
    public @Nullable MySqlException rollback() {
        return rollback;
    }

    /** The first statement that ended it, by committing or rolling back; {@code null} as long as none has, or none can be named. */
    public @Nullable String endedBy() {
        return endedBy == null ? suspect : endedBy;
    }

    void rolledBack(MySqlException error) {
        if (rollback == null) {
            rollback = error;
        }
    }

    /** The server says that no transaction is open after this statement. */
    void ended(@Nullable String sql) {
        if (endedBy == null) {
            endedBy = suspect == null ? sql : suspect;
        }
    }

    /** A statement has failed that may have ended it first: after an error the server does not say. */
    void mayHaveEnded(@Nullable String sql) {
        if (suspect == null) {
            suspect = sql;
        }
    }
}
