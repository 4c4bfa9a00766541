package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.sql.StatementTraits;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The driver's own statements about its user's transaction, which go before all that waits: ROLLBACK behind an error that ended one,
 * the question what a lock wait timeout means, and the savepoint around a CALL. On the connection's I/O thread.
 */
final class TransactionUpkeep {

    private final TransactionFate fate;
    private final Deque<Request<?>> waiting = new ArrayDeque<>();
    private @Nullable Request<?> guarded; // a CALL around which a savepoint is set
    private @Nullable CallGuard guard; // that savepoint, on its way or set
    private @Nullable Boolean lockTimeoutEnds; // the whole transaction; null as long as nobody had to know

    TransactionUpkeep(TransactionFate fate) {
        this.fate = fate;
    }

    /** What waits to be sent. */
    Deque<Request<?>> waiting() {
        return waiting;
    }

    /** Whether something has to be sent before this request that tells what it has done to a scope's transaction. */
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

    /** Nobody waits for a request any more: what was sent for it has to end as the request would. */
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
     * A command has failed.
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

    /** Whether an error has ended the transaction though its code does not say so. */
    boolean endsTransaction(MySqlServerException failure) {
        return Boolean.TRUE.equals(lockTimeoutEnds) && failure.errorCode() == Failures.LOCK_WAIT_TIMEOUT;
    }

    private void lockTimeoutEnds(boolean ends, MySqlServerException failure) {
        lockTimeoutEnds = ends;
        if (ends) {
            lose(fate.rolledBack(Failures.ofRolledBack(failure)), null);
        }
    }

    /** @param teller whose future tells of it; {@code null} for none yet */
    private void lose(@Nullable LostTransaction lost, @Nullable Request<?> teller) {
        if (lost == null) {
            return;
        }
        waiting.add(new RollbackRequest()); // what was sent behind is not to be taken for a new transaction
        if (teller != null) {
            lost.toldBy(teller);
        }
    }
}
