package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.protocol.StatusFlag;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the session's transaction: it hears every answer, by whatever request it was asked for, and so is the one place
 * where a transaction's fate is judged. Written on the connection's I/O thread, what is volatile is read from any.
 *
 * <p>An error packet carries no status. Its code tells whether it ended the transaction, see
 * {@link dev.mysqlasync.MySqlException#isTransactionRolledBack}; by the time it is read, more may have been sent behind:
 *
 * <ul>
 *   <li>In a scope autocommit is off. What was sent behind the error runs in a transaction that nobody began, and ROLLBACK ends it.
 *   <li>By hand with autocommit off, too; there the driver sends ROLLBACK itself, before anything that comes later.
 *   <li>By hand with autocommit on, what is sent behind would be committed by itself: so each statement waits for the answer before
 *       it, see {@link #isOneByOne}.
 *   <li>What may commit, such as COMMIT, DDL or CALL, waits for all before it, see {@link #mayBeOpen}.
 * </ul>
 */
public final class TransactionFate {

    private volatile int status;
    private volatile boolean unknown; // the last answer was an error
    private volatile @Nullable LostTransaction lost;
    private boolean uncommitted;
    private @Nullable OpenTransaction scope;

    // --- answers ---------------------------------------------------------------------------------------------------

    /** Something was executed. */
    void executed(int status, @Nullable Request<?> request) {
        boolean wasOpen = isOn(StatusFlag.SERVER_STATUS_IN_TRANS);
        this.status = status;
        unknown = false;
        if (isOn(StatusFlag.SERVER_STATUS_IN_TRANS)) {
            return;
        }
        uncommitted = false;
        if (wasOpen && scope != null && request != null) {
            scope.ended(request.sql());
        }
    }

    /**
     * Something has failed. Returns what is lost with it, apart from a scope's transaction.
     *
     * @param bounds whether it may have begun or ended a transaction before it failed
     */
    @Nullable
    LostTransaction failed(MySqlServerException error, Request<?> request, boolean bounds) {
        boolean wasOpen = mayBeOpen();
        unknown = wasOpen || bounds; // else it was a transaction of its own
        if (scope != null && bounds) {
            scope.mayHaveEnded(request.sql());
        }
        return wasOpen && error.isTransactionRolledBack() ? rolledBack(error) : null;
    }

    /** The server has rolled the transaction back. Returns what is lost, as {@link #failed}. */
    @Nullable
    LostTransaction rolledBack(MySqlServerException error) {
        if (scope != null) {
            scope.rolledBack(error);
            return null;
        }
        LostTransaction known = lost;
        if (known == null || known.isTold()) {
            known = new LostTransaction(error);
            lost = known;
        }
        return known;
    }

    // --- the bounds of transactions --------------------------------------------------------------------------------

    /** A scope's transaction has begun. */
    public void begun(OpenTransaction transaction) {
        scope = transaction;
        lost = null;
    }

    /** The scope's transaction has come to its end; or the session is rolled back, or starts over. */
    public void ended() {
        scope = null;
        lost = null;
    }

    /** A statement changed rows; whether that is final, the status says. */
    void changedRows() {
        uncommitted |= isOn(StatusFlag.SERVER_STATUS_IN_TRANS);
    }

    /** A scope's transaction is not the one that its user began any more. */
    void scopeEnded(MySqlException cause) {
        if (scope != null) {
            scope.rolledBack(cause);
        }
    }

    // --- what follows ----------------------------------------------------------------------------------------------

    /** Why a request is not sent that belongs to a transaction; {@code null} if it may be. */
    @Nullable
    MySqlException refusal(Request<?> request) {
        OpenTransaction open = scope;
        if (open != null) {
            return open.rollback();
        }
        LostTransaction known = lost;
        return known == null || request.knowsOf(known) ? null : known.cause();
    }

    /** Whether a statement is what is due outside of a scope, whatever has become of the transaction: its rollback by hand. */
    public boolean isRollbackByHand(StatementTraits statement) {
        return scope == null && statement.rollsBack();
    }

    /** Whether a scope's transaction is open, as far as is known. */
    boolean isScopeSound() {
        return scope != null && scope.rollback() == null;
    }

    /** What was lost; {@code null} for nothing. From any thread. */
    @Nullable
    public LostTransaction lost() {
        return lost;
    }

    /** Whether a transaction could be open, or the next statement could open one. */
    boolean mayBeOpen() {
        return mayBeInTransaction() || !isOn(StatusFlag.SERVER_STATUS_AUTOCOMMIT);
    }

    /** Whether what is sent behind a statement would be committed by itself if that one's error ended the transaction. */
    boolean isOneByOne() {
        return isOn(StatusFlag.SERVER_STATUS_AUTOCOMMIT) && mayBeInTransaction();
    }

    /** Whether rows were changed in a transaction that is still open. */
    boolean hasUncommittedChanges() {
        return uncommitted;
    }

    /** The session's status flags as of the last answer that has any. From any thread. */
    public int status() {
        return status;
    }

    /** Whether a transaction is open, as far as the server has told. From any thread. */
    public boolean isInTransaction() {
        return isOn(StatusFlag.SERVER_STATUS_IN_TRANS) || (unknown && !isOn(StatusFlag.SERVER_STATUS_AUTOCOMMIT));
    }

    /** Whether a transaction could be open. */
    public boolean mayBeInTransaction() {
        return isOn(StatusFlag.SERVER_STATUS_IN_TRANS) || unknown;
    }

    private boolean isOn(int flag) {
        return (status & flag) != 0;
    }
}
