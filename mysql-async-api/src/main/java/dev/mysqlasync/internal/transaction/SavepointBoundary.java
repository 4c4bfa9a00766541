package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.internal.client.StatementClient;
import dev.mysqlasync.internal.failure.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The bounds of a part of a transaction. When one of its ends fails, the whole transaction cannot be committed. */
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

    /** A savepoint that was set all the same is left: the next one of its name takes its place. */
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

    /** Nothing is left to undo when the server has undone it, and what it is a part of undoes it with itself. */
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
