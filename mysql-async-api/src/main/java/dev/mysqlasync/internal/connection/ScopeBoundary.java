package dev.mysqlasync.internal.connection;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a scope begins and ends with. Each method submits at once, so that order is kept. */
interface ScopeBoundary {

    CompletableFuture<@Nullable Void> begin();

    /** The beginning is no longer wanted; if it has not left, it never does, and its future fails. */
    void withdraw();

    CompletableFuture<@Nullable Void> commit();

    CompletableFuture<@Nullable Void> rollback();
}
