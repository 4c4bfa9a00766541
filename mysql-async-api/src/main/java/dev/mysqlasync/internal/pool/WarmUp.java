package dev.mysqlasync.internal.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A wait until the pool has as many connections as it keeps.
 *
 * @param future completes at its end; not handed to users
 * @param since when the wait began, in nanoseconds
 */
record WarmUp(CompletableFuture<@Nullable Void> future, long since, Duration limit) {

    boolean isOverdue(long now) {
        return now - since >= limit.toNanos();
    }
}
