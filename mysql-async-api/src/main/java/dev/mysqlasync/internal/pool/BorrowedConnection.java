package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlUncommittedException;
import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.connection.Lendable;
import dev.mysqlasync.internal.failure.UsersCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A use of a connection by a user's function, until the function's stage is complete. */
final class BorrowedConnection<T extends @Nullable Object> extends PoolOperation<T> {

    /** How the user gets the connection. */
    interface Lending {

        /**
         * Lends a connection.
         *
         * @param timeLeft what is left of the limit; {@code null} for no limit
         */
        MySqlConnection lend(Lendable connection, Lease lease, @Nullable Duration timeLeft);
    }

    private final @Nullable Duration limit;
    private final long start;
    private final Lending lending;
    private final Function<? super MySqlConnection, ? extends CompletionStage<T>> use;
    private volatile @Nullable Lease lease;
    private boolean commitsItself;

    /** @param limit bounds the wait for the connection and what follows; {@code null} for no limit */
    BorrowedConnection(
            PoolCore core,
            @Nullable Duration limit,
            Lending lending,
            Function<? super MySqlConnection, ? extends CompletionStage<T>> use) {
        super(core, Runnable::run);
        this.limit = limit;
        this.start = core.now();
        this.lending = lending;
        this.use = use;
    }

    /** Requires the function to commit its changes. Otherwise its success is a failure. */
    BorrowedConnection<T> commitsItself() {
        commitsItself = true;
        return this;
    }

    CompletableFuture<T> begin() {
        acquire(limit, true);
        return result();
    }

    @Override
    void use(PooledLease pooled) {
        Lease made = pooled.lease();
        lease = made;
        CompletableFuture<?> unused = made.ended().thenRun(() -> ended(made));
        Lendable lendable = pooled.connection();
        MySqlConnection connection = lending.lend(lendable, made, timeLeft());
        step(UsersCode.stage(() -> use.apply(connection)), (value, failure) -> {
            if (failure == null && commitsItself) {
                step(lendable.leavesChanges(made), (left, unknown) -> {
                    giveBack();
                    core().callbacks().execute(() -> tell(value, uncommitted(left, unknown)));
                });
            } else {
                giveBack();
                tell(value, failure);
            }
        });
    }

    /** What is left of the limit, at least a nanosecond: the connection reports the timeout. */
    private @Nullable Duration timeLeft() {
        return limit == null ? null : Duration.ofNanos(Math.max(1, limit.toNanos() - (core().now() - start)));
    }

    /** Fails the operation if the pool has revoked the lease. */
    private void ended(Lease lease) {
        if (lease.isRevoked()) {
            core().callbacks().execute(() -> {
                fail(lease.refusal());
                super.cancelled();
            });
        }
    }

    /** Cancels the statements of the lease, too: the function's stage need not stand for all of them. */
    @Override
    void cancelled() {
        super.cancelled();
        Lease borrowed = lease;
        if (borrowed != null) {
            borrowed.cancelRunning();
        }
    }

    private static @Nullable Throwable uncommitted(@Nullable Boolean left, @Nullable Throwable unknown) {
        return !Boolean.TRUE.equals(left)
                ? unknown
                : new MySqlUncommittedException("the function of withConnection left uncommitted changes, which are"
                        + " rolled back; commit in the function, use inTransaction, or set the option autocommit=true");
    }

    private void tell(@Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            succeed(value);
        } else {
            fail(failure);
        }
    }
}
