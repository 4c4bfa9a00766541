package dev.mysqlasync.internal.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A wait for a lease as a future; cancelling it gives the wait up. */
final class AcquiredLease extends CompletableFuture<PooledLease> implements Waiter.Receiver {

    private final PoolCore core;
    private @Nullable Waiter waiter;

    private AcquiredLease(PoolCore core) {
        this.core = core;
    }

    static CompletableFuture<PooledLease> of(PoolCore core, @Nullable Duration limit) {
        AcquiredLease future = new AcquiredLease(core);
        Waiter waiter = core.waiter(limit, true, future);
        future.waiter = waiter;
        core.acquire(waiter);
        return future;
    }

    @Override
    public void granted(PooledLease lease) {
        complete(lease);
    }

    @Override
    public void refused(Throwable cause) {
        completeExceptionally(cause);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (waiter != null) {
            core.cancel(waiter);
        }
        return cancelled;
    }
}
