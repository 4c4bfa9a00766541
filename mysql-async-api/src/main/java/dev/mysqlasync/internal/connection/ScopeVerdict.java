package dev.mysqlasync.internal.connection;

import dev.mysqlasync.MySqlException;
import org.jspecify.annotations.Nullable;

/** Why a transaction can no longer be committed, known to all parts of it. Thread-safe. */
final class ScopeVerdict {

    private volatile @Nullable Throwable cause;

    /** The failure of a statement of the transaction, which may have been the end of all of it. */
    void note(Throwable failure) {
        if (failure instanceof MySqlException error && error.isTransactionRolledBack()) {
            against(error);
        }
    }

    /** The transaction must not be committed. */
    synchronized void against(Throwable reason) {
        if (cause == null) {
            cause = reason;
        }
    }

    /** The first reason; {@code null} as long as there is none. */
    @Nullable
    Throwable cause() {
        return cause;
    }
}
