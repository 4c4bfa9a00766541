package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.command.OpenTransaction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Begins and ends a whole transaction. */
final class TransactionBoundary implements ScopeBoundary {

    private final StatementRunner runner;
    private final ConnectionEngine engine;
    private final BeginRequest beginning;
    private final @Nullable Duration timeout;
    private volatile boolean cancelled;
    private volatile @Nullable EndRequest ending;

    /**
     * @param transaction learns the fate of the transaction
     * @param timeout for the beginning; {@code null} for no timeout
     */
    TransactionBoundary(
            StatementRunner runner,
            TransactionOptions options,
            OpenTransaction transaction,
            @Nullable Duration timeout) {
        this.timeout = timeout;
        this.runner = runner;
        this.engine = runner.engine();
        this.beginning = new BeginRequest(options, transaction, future(engine), engine.callbacks());
    }

    @Override
    public CompletableFuture<@Nullable Void> begin() {
        runner.submit(beginning, timeout);
        return beginning.future();
    }

    @Override
    public void cancel() {
        cancelled = true;
        engine.run(beginning::withdraw);
        engine.intake().hurry(beginning);
        EndRequest end = ending;
        if (end != null) {
            engine.intake().hurry(end);
        }
    }

    @Override
    public CompletableFuture<@Nullable Void> commit() {
        return end(true);
    }

    /** A closed or lost connection needs no ROLLBACK: the server rolls back. */
    @Override
    public CompletableFuture<@Nullable Void> rollback() {
        return engine.isOpen() ? end(false) : CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<@Nullable Void> end(boolean commit) {
        EndRequest end = new EndRequest(commit, beginning, engine::failed, future(engine), engine.callbacks());
        end.of(runner.lease());
        engine.intake().submitBeyondLimit(end, runner.timeoutOr(null));
        ending = end;
        if (cancelled) {
            engine.intake().hurry(end);
        }
        return end.future();
    }

    private static CompletableFuture<@Nullable Void> future(ConnectionEngine engine) {
        return new MySqlFuture<>(engine.transport());
    }
}
