package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.internal.Lease;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function that gets a connection until its stage is complete, within a transaction or as it is. */
final class Borrowing<T extends @Nullable Object> extends Course<T> {

    private final Function<? super MySqlConnection, ? extends CompletionStage<T>> use;
    private final boolean inTransaction;

    Borrowing(
            PoolCore core, Function<? super MySqlConnection, ? extends CompletionStage<T>> use, boolean inTransaction) {
        super(core);
        this.use = use;
        this.inTransaction = inTransaction;
    }

    CompletableFuture<T> begin() {
        step(core().acquire(null), (member, failure) -> {
            if (failure == null) {
                lend(lent(core(), member));
            } else {
                fail(failure);
            }
        });
        return result();
    }

    /** A connection that goes back to the pool when it is closed. */
    static MySqlConnection lent(PoolCore core, Member member) {
        Lease[] lease = new Lease[1];
        lease[0] = new Lease(() -> core.release(member, !lease[0].isUserChanged()));
        return member.connection().lend(lease[0]);
    }

    private void lend(MySqlConnection connection) {
        if (!inTransaction) {
            step(used(connection), (value, failure) -> end(connection, value, failure));
            return;
        }
        step(connection.begin(), (begun, failure) -> {
            if (failure == null && isWanted()) {
                step(used(connection), (value, thrown) -> finish(connection, value, thrown));
            } else {
                end(connection, null, failure);
            }
        });
    }

    private CompletionStage<T> used(MySqlConnection connection) {
        try {
            return Objects.requireNonNull(use.apply(connection), "the function returned no stage");
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void finish(MySqlConnection connection, @Nullable T value, @Nullable Throwable failure) {
        if (failure == null && isWanted()) {
            lastStep(connection.commit(), (done, thrown) -> end(connection, value, thrown));
        } else {
            lastStep(connection.rollback(), (done, thrown) -> {
                if (failure != null && thrown != null && failure != thrown) {
                    failure.addSuppressed(thrown);
                }
                end(connection, null, failure);
            });
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
