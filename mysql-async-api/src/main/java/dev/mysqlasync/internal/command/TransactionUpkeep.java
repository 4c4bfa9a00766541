package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.sql.StatementTraits;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The driver's own statements about its user's transaction: ROLLBACK after an error that ended it, the query for the
 * effect of a lock wait timeout, and the savepoint around a CALL. They go before all waiting requests. Used on the
 * connection's I/O thread.
 */
final class TransactionUpkeep {

    private final TransactionFate fate;
    private final Deque<Request<?>> waiting = new ArrayDeque<>();
    private @Nullable Request<?> guarded; // the CALL that has a savepoint around it
    private @Nullable CallGuard guard; // its savepoint, waiting or sent
    private @Nullable Boolean lockTimeoutEnds; // the whole transaction; null before the driver asked

    TransactionUpkeep(TransactionFate fate) {
        this.fate = fate;
    }

    /** The statements that wait to be sent. */
    Deque<Request<?>> waiting() {
        return waiting;
    }

    /**
     * Whether a savepoint must be set before this request; if so, adds it. It shows what the request did to a scope's
     * transaction.
     */
    boolean guards(Request<?> request, CommandPipeline pipeline) {
        StatementTraits traits = guarded == request || !fate.isScopeSound() ? null : request.traits(pipeline);
        boolean due = traits != null && request.boundsTransaction(pipeline) && traits.isCall();
        if (due) {
            guarded = request;
            guard = CallGuard.set();
            waiting.add(guard);
        }
        return due;
    }

    /** Nobody waits for a request any more. If its savepoint is under way, it must be stopped like the request. */
    void abandoned(Request<?> request, CommandPipeline pipeline) {
        if (guarded == request && guard != null) {
            pipeline.cancel(guard);
        }
    }

    /** A request is answered. */
    void finished(Request<?> request) {
        if (guarded == request) {
            guarded = null;
            String sql = request.sql();
            waiting.add(CallGuard.release(error -> fate.scopeEnded(Failures.ofEndedTransaction(sql, error))));
        }
    }

    /**
     * A command failed.
     *
     * @param bounds whether it may have begun or ended a transaction before it failed
     */
    void failed(MySqlServerException failure, Request<?> request, boolean bounds) {
        boolean mayBeOpen = fate.mayBeOpen();
        lose(fate.failed(failure, request, bounds), request);
        if (mayBeOpen && failure.errorCode() == Failures.LOCK_WAIT_TIMEOUT && lockTimeoutEnds == null) {
            waiting.add(new LockTimeoutQuestion(ends -> lockTimeoutEnds(ends, failure)));
        }
    }

    /** Whether an error ended the transaction although its code alone does not say so. */
    boolean endsTransaction(MySqlServerException failure) {
        return Boolean.TRUE.equals(lockTimeoutEnds) && failure.errorCode() == Failures.LOCK_WAIT_TIMEOUT;
    }

    private void lockTimeoutEnds(boolean ends, MySqlServerException failure) {
        lockTimeoutEnds = ends;
        if (ends) {
            lose(fate.rolledBack(Failures.ofRolledBack(failure)), null);
        }
    }

    /** @param teller the request whose future completes with the error; {@code null} if there is none yet */
    private void lose(@Nullable LostTransaction lost, @Nullable Request<?> teller) {
        if (lost == null) {
            return;
        }
        waiting.add(new RollbackRequest()); // ends the transaction that requests sent after the error may have begun
        if (teller != null) {
            lost.toldBy(teller);
        }
    }
}
