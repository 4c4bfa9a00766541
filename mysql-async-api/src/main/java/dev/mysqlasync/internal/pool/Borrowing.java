package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.internal.Lease;
import dev.mysqlasync.internal.Lendable;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function that gets a connection until its stage is complete. */
final class Borrowing<T extends @Nullable Object> extends Course<T> {

    private final BiFunction<Lendable, Lease, MySqlConnection> lending;
    private final Function<? super MySqlConnection, ? extends CompletionStage<T>> use;

    Borrowing(
            PoolCore core,
            BiFunction<Lendable, Lease, MySqlConnection> lending,
            Function<? super MySqlConnection, ? extends CompletionStage<T>> use) {
        super(core);
        this.lending = lending;
        this.use = use;
    }

    CompletableFuture<T> begin() {
        step(core().acquire(null), (member, failure) -> {
            if (failure == null) {
                lend(lending.apply(member.connection(), lease(core(), member)));
            } else {
                fail(failure);
            }
        });
        return result();
    }

    /** A connection that goes back to the pool when it is closed. */
    static MySqlConnection lent(PoolCore core, Member member) {
        return member.connection().lend(lease(core, member));
    }

    private static Lease lease(PoolCore core, Member member) {
        Lease[] lease = new Lease[1];
        lease[0] = new Lease(() -> core.release(member, !lease[0].isUserChanged()));
        return lease[0];
    }

    private void lend(MySqlConnection connection) {
        step(used(connection), (value, failure) -> end(connection, value, failure));
    }

    private CompletionStage<T> used(MySqlConnection connection) {
        try {
            return Objects.requireNonNull(use.apply(connection), "the function returned no stage");
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @SuppressWarnings("NullAway") // without a failure the value is what the type argument says
    private void end(MySqlConnection connection, @Nullable T value, @Nullable Throwable failure) {
        CompletableFuture<?> unused = connection.close();
        if (failure == null) {
            succeed(value);
        } else {
            fail(failure);
        }
    }
}
