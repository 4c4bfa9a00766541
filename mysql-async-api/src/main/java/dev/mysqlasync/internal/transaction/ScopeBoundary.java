package dev.mysqlasync.internal.transaction;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Begins and ends a scope. Each method submits its requests before it returns, so that their order is kept. */
interface ScopeBoundary {

    CompletableFuture<@Nullable Void> begin();

    /**
     * Nobody waits for the scope any more. If its beginning was not sent, it is never sent, and its future fails. The
     * other requests of this boundary must end within {@code cancelGrace}. Called on any thread.
     */
    void cancel();

    CompletableFuture<@Nullable Void> commit();

    CompletableFuture<@Nullable Void> rollback();
}
