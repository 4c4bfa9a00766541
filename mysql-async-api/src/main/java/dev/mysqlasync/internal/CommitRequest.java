package dev.mysqlasync.internal;

import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A COMMIT, of XA or not: when the connection is lost while it is under way, nobody knows whether it took place. */
final class CommitRequest extends CollectingRequest<ExecuteResult> {

    CommitRequest(Statement commit, CompletableFuture<ExecuteResult> future, Executor callbacks) {
        super(Sendings.of(commit), new EffectCollector(), future, callbacks);
    }

    /** Killing it could undo it, or not. */
    @Override
    boolean mayBeKilled() {
        return false;
    }

    @Override
    boolean outlivesDeadline() {
        return false;
    }

    @Override
    Throwable lateWhileUnderWay(Duration timeout) {
        return new MySqlCommitUnknownException(
                "COMMIT was not answered within " + timeout.toMillis() + " ms; whether it took place is unknown", null);
    }

    @Override
    Throwable lost(ConnectionLoss loss) {
        MySqlException cause = loss.underWay();
        return new MySqlCommitUnknownException(
                "the connection was lost while COMMIT was under way; whether it took place is unknown", cause);
    }
}
