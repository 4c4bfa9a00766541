package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.internal.client.StatementClient;
import dev.mysqlasync.internal.failure.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends a nested transaction with a savepoint. If it cannot be ended, the whole transaction cannot be
 * committed.
 */
final class SavepointBoundary implements ScopeBoundary {

    private final StatementClient client;
    private final RollbackCause verdict;
    private final BooleanSupplier outerHasEnded;
    private final String name;
    private volatile @Nullable CompletableFuture<?> begun;

    SavepointBoundary(StatementClient client, RollbackCause verdict, BooleanSupplier outerHasEnded, int depth) {
        this.client = client;
        this.verdict = verdict;
        this.outerHasEnded = outerHasEnded;
        this.name = "mysql_async_" + depth;
    }

    @Override
    public CompletableFuture<@Nullable Void> begin() {
        CompletableFuture<@Nullable Void> set = client.effect(Savepoints.set(name));
        begun = set;
        return set;
    }

    /** If the savepoint is set all the same, it stays. The next savepoint of the same name replaces it. */
    @Override
    public void cancel() {
        CompletableFuture<?> beginning = begun;
        if (beginning != null) {
            beginning.cancel(false);
        }
    }

    @Override
    public CompletableFuture<@Nullable Void> commit() {
        return decisive(client.effect(Savepoints.release(name)));
    }

    /**
     * Does nothing if the server has rolled back the transaction, or if the outer transaction is about to be rolled
     * back.
     */
    @Override
    public CompletableFuture<@Nullable Void> rollback() {
        if (verdict.cause() != null || outerHasEnded.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable Void> undone = decisive(client.effect(Savepoints.rollbackTo(name)));
        CompletableFuture<@Nullable Void> released = decisive(client.effect(Savepoints.release(name)));
        return undone.thenCombine(released, (first, second) -> null);
    }

    private CompletableFuture<@Nullable Void> decisive(CompletableFuture<@Nullable Void> end) {
        return end.exceptionallyCompose(failure -> {
            Throwable meaning = verdict.ofPart(Failures.unwrapped(failure));
            verdict.against(meaning);
            return CompletableFuture.failedFuture(meaning);
        });
    }
}
