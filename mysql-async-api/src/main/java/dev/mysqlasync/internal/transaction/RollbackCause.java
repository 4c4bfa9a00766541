package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.command.OpenTransaction;
import dev.mysqlasync.internal.failure.Failures;
import org.jspecify.annotations.Nullable;

/** Why a transaction can no longer be committed, known to all parts of it. Thread-safe. */
final class RollbackCause {

    private static final int ER_SP_DOES_NOT_EXIST = 1305;

    private final OpenTransaction transaction;
    private volatile @Nullable Throwable unbounded;

    RollbackCause(OpenTransaction transaction) {
        this.transaction = transaction;
    }

    /** A part of it could be neither kept nor undone. */
    synchronized void against(Throwable reason) {
        if (unbounded == null) {
            unbounded = reason;
        }
    }

    /** The error with which the server rolled all of it back; {@code null} as long as it has not. */
    @Nullable
    Throwable rollback() {
        return transaction.rollback();
    }

    /** Why nothing more is to be done in it; {@code null} as long as there is no reason. */
    @Nullable
    Throwable cause() {
        Throwable rollback = rollback();
        return rollback == null ? unbounded : rollback;
    }

    /** What it means that the server refuses the end of a part: it knows no savepoint any more when a statement has ended the whole. */
    Throwable ofPart(Throwable refusal) {
        boolean isGone = refusal instanceof MySqlServerException error && error.errorCode() == ER_SP_DOES_NOT_EXIST;
        return isGone ? Failures.ofEndedTransaction(transaction.endedBy(), refusal) : refusal;
    }
}
