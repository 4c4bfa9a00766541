package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.protocol.StatusFlag;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the session's transaction. It learns of every answer, whatever request it belongs to. So it is
 * the one place that judges whether a transaction is lost. Written on the connection's I/O thread; volatile fields are
 * read from any thread.
 *
 * <p>An error packet carries no status flags. Its code tells whether it ended the transaction, see
 * {@link dev.mysqlasync.MySqlException#isTransactionRolledBack}. More requests may have been sent before the driver
 * reads the error:
 *
 * <ul>
 *   <li>In a scope, autocommit is off. Those requests run in a new transaction, and ROLLBACK ends it.
 *   <li>Outside a scope with autocommit off, the same happens. There the driver sends ROLLBACK before anything later.
 *   <li>Outside a scope with autocommit on, each of those requests would be committed by itself. So in a transaction,
 *       each statement waits for the answer before it, see {@link #isOneByOne}.
 *   <li>A statement that may commit, such as COMMIT, DDL or CALL, waits for all earlier answers, see
 *       {@link #mayBeOpen}.
 * </ul>
 */
public final class TransactionFate {

    private volatile int status;
    private volatile boolean unknown; // an error left it open whether a transaction is open
    private volatile @Nullable LostTransaction lost;
    private boolean uncommitted;
    private @Nullable OpenTransaction scope;

    // --- answers ---------------------------------------------------------------------------------------------------

    /** The server executed a command and reported its status flags. */
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
     * A command failed. Returns the transaction that was lost with it; {@code null} for none, or for that of a scope.
     *
     * @param bounds whether the command may have begun or ended a transaction before it failed
     */
    @Nullable
    LostTransaction failed(MySqlServerException error, Request<?> request, boolean bounds) {
        boolean wasOpen = mayBeOpen();
        unknown = wasOpen || bounds; // otherwise the statement was its own transaction
        if (scope != null && bounds) {
            scope.mayHaveEnded(request.sql());
        }
        return wasOpen && error.isTransactionRolledBack() ? rolledBack(error) : null;
    }

    /** The server rolled back the transaction. Returns what {@link #failed} returns. */
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

    /**
     * A scope's transaction has ended; or the transaction outside a scope was rolled back, or the session was reset or
     * released.
     */
    public void ended() {
        scope = null;
        lost = null;
    }

    /** A statement changed rows. The status tells whether that is already committed. */
    void changedRows() {
        uncommitted |= isOn(StatusFlag.SERVER_STATUS_IN_TRANS);
    }

    /** The transaction that a scope began is no longer the open one. */
    void scopeEnded(MySqlException cause) {
        if (scope != null) {
            scope.rolledBack(cause);
        }
    }

    // --- what follows ----------------------------------------------------------------------------------------------

    /** Why a request that belongs to a transaction must not be sent; {@code null} if it may be sent. */
    @Nullable
    MySqlException refusal(Request<?> request) {
        OpenTransaction open = scope;
        if (open != null) {
            return open.rollback();
        }
        LostTransaction known = lost;
        return known == null || request.knowsOf(known) ? null : known.cause();
    }

    /**
     * Whether a statement rolls back outside a scope. It is sent even if the transaction is lost, because it is what
     * the user should do then.
     */
    public boolean isRollbackByHand(StatementTraits statement) {
        return scope == null && statement.rollsBack();
    }

    /** Whether a scope's transaction is open, as far as is known. */
    boolean isScopeSound() {
        return scope != null && scope.rollback() == null;
    }

    /** The transaction that was lost; {@code null} for none. From any thread. */
    @Nullable
    public LostTransaction lost() {
        return lost;
    }

    /** Whether a transaction may be open, or the next statement may open one because autocommit is off. */
    boolean mayBeOpen() {
        return mayBeInTransaction() || !isOn(StatusFlag.SERVER_STATUS_AUTOCOMMIT);
    }

    /** Whether pipelined statements would be committed one by one if an earlier error ended the transaction. */
    boolean isOneByOne() {
        return isOn(StatusFlag.SERVER_STATUS_AUTOCOMMIT) && mayBeInTransaction();
    }

    /** Whether rows were changed in a transaction that is still open. */
    boolean hasUncommittedChanges() {
        return uncommitted;
    }

    /** The session's status flags from the last answer that had any. From any thread. */
    public int status() {
        return status;
    }

    /** Whether a transaction is open, as far as the server reported. From any thread. */
    public boolean isInTransaction() {
        return isOn(StatusFlag.SERVER_STATUS_IN_TRANS) || (unknown && !isOn(StatusFlag.SERVER_STATUS_AUTOCOMMIT));
    }

    /** Whether a transaction may be open. */
    public boolean mayBeInTransaction() {
        return isOn(StatusFlag.SERVER_STATUS_IN_TRANS) || unknown;
    }

    private boolean isOn(int flag) {
        return (status & flag) != 0;
    }
}
