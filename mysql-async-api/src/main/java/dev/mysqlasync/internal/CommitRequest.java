package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlCommitUnknownException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.value.ResultCollector;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A COMMIT, of XA or not: when the connection is lost while it is under way, nobody knows whether it took place. */
public final class CommitRequest<T extends @Nullable Object> extends CollectingRequest<T> {

    public CommitRequest(
            Sending commit, ResultCollector<? extends T> collector, CompletableFuture<T> future, Executor callbacks) {
        super(commit, collector, future, callbacks);
    }

    /** Killing it could undo it, or not. */
    @Override
    protected boolean mayBeKilled() {
        return false;
    }

    @Override
    protected boolean outlivesDeadline() {
        return false;
    }

    @Override
    protected Throwable lateWhileUnderWay(Duration timeout) {
        return new MySqlCommitUnknownException(
                "COMMIT was not answered within " + timeout.toMillis() + " ms; whether it took place is unknown", null);
    }

    @Override
    protected Throwable lost(ConnectionLoss loss) {
        MySqlException cause = loss.underWay();
        return new MySqlCommitUnknownException(
                "the connection was lost while COMMIT was under way; whether it took place is unknown", cause);
    }
}
