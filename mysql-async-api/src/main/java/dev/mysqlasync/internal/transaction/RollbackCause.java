package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.command.OpenTransaction;
import dev.mysqlasync.internal.failure.Failures;
import org.jspecify.annotations.Nullable;

/** Why a transaction must be rolled back. All nested transactions share it. Thread-safe. */
final class RollbackCause {

    private static final int ER_SP_DOES_NOT_EXIST = 1305;

    private final OpenTransaction transaction;
    private volatile @Nullable Throwable unbounded;

    RollbackCause(OpenTransaction transaction) {
        this.transaction = transaction;
    }

    /** A nested transaction could be neither kept nor rolled back. */
    synchronized void against(Throwable reason) {
        if (unbounded == null) {
            unbounded = reason;
        }
    }

    /** The error with which the server rolled back the whole transaction; {@code null} if it has not. */
    @Nullable
    Throwable rollback() {
        return transaction.rollback();
    }

    /** Why the transaction must be rolled back; {@code null} if there is no reason. */
    @Nullable
    Throwable cause() {
        Throwable rollback = rollback();
        return rollback == null ? unbounded : rollback;
    }

    /**
     * The meaning of an error at the end of a nested transaction. If the savepoint does not exist any more, a statement
     * has ended the whole transaction.
     */
    Throwable ofPart(Throwable refusal) {
        boolean isGone = refusal instanceof MySqlServerException error && error.errorCode() == ER_SP_DOES_NOT_EXIST;
        return isGone ? Failures.ofEndedTransaction(transaction.endedBy(), refusal) : refusal;
    }
}
