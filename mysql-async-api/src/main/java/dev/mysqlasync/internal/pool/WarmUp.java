package dev.mysqlasync.internal.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits until the pool has as many connections as it keeps.
 *
 * @param future completes then; not to be handed out
 * @param since when the wait began, in nanoseconds
 */
record WarmUp(CompletableFuture<@Nullable Void> future, long since, Duration limit) {

    boolean isOverdue(long now) {
        return now - since >= limit.toNanos();
    }
}
