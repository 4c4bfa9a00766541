package dev.mysqlasync.internal.transaction;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a scope begins and ends with. Each method submits at once, so that order is kept. */
interface ScopeBoundary {

    CompletableFuture<@Nullable Void> begin();

    /**
     * Nobody waits for the scope any more: a beginning that has not left never does, and its future fails; what is under way, or has still
     * to be, ends within the grace. From any thread.
     */
    void cancel();

    CompletableFuture<@Nullable Void> commit();

    CompletableFuture<@Nullable Void> rollback();
}
