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

    /** How the connection is lent. */
    interface Lending {

        /**
         * Lends a connection.
         *
         * @param timeLeft of the limit; {@code null} where there is none
         */
        MySqlConnection lend(Lendable connection, Lease lease, @Nullable Duration timeLeft);
    }

    private final @Nullable Duration limit;
    private final long start;
    private final Lending lending;
    private final Function<? super MySqlConnection, ? extends CompletionStage<T>> use;
    private volatile @Nullable Lease lease;
    private boolean commitsItself;

    /** @param limit for what begins with the wait for the connection; {@code null} for as long as it takes */
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

    /** The function is to commit what it changes: where it has not, its success is none. */
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

    /** At least a nanosecond, so that it is the connection that says the time is up. */
    private @Nullable Duration timeLeft() {
        return limit == null ? null : Duration.ofNanos(Math.max(1, limit.toNanos() - (core().now() - start)));
    }

    /** Whoever is still at it then has lost the connection to the pool. */
    private void ended(Lease lease) {
        if (lease.isRevoked()) {
            core().callbacks().execute(() -> {
                fail(lease.refusal());
                super.cancelled();
            });
        }
    }

    /** Also what the function's stage does not stand for any more, or not yet. */
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
