package dev.mysqlasync.internal.connection;

import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.internal.BeginRequest;
import dev.mysqlasync.internal.ConnectionDriver;
import dev.mysqlasync.internal.Lease;
import dev.mysqlasync.internal.MySqlFuture;
import dev.mysqlasync.internal.OpenTransaction;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The transactions of one connection: those with a lifetime, one at a time, and meanwhile none by hand. */
final class ConnectionTransactions {

    private final DriverConnection connection;
    private final ConnectionDriver driver;
    private final @Nullable Duration timeout;
    private final @Nullable Lease lease;
    private final ScopePlace place = new ScopePlace();

    /** @param lease what they are part of, {@code null} for none */
    ConnectionTransactions(
            DriverConnection connection, ConnectionDriver driver, @Nullable Duration timeout, @Nullable Lease lease) {
        this.connection = connection;
        this.driver = driver;
        this.timeout = timeout;
        this.lease = lease;
        if (lease != null) {
            lease.lastWords(() -> released(lease));
        }
    }

    /** What is open is called off; its end goes before the connection does. */
    private void released(Lease ended) {
        TransactionScope<?> open = place.open();
        if (open != null) {
            open.released(
                    ended.isRevoked()
                            ? ended.refusal()
                            : new IllegalStateException(
                                    "the connection was released before the transaction had ended"));
        }
    }

    private void check() {
        if (lease != null) {
            lease.check();
        }
    }

    /** Begins or ends transactions, unless one that ends by itself is open. */
    <T extends @Nullable Object> CompletableFuture<T> byHand(Supplier<CompletableFuture<T>> verb) {
        return place.isTaken()
                ? CompletableFuture.failedFuture(new IllegalStateException(
                        "a transaction of inTransaction is open on this connection, which ends it by itself"))
                : verb.get();
    }

    CompletableFuture<@Nullable Void> begin(TransactionOptions options) {
        Objects.requireNonNull(options, "options");
        check();
        return byHand(() -> {
            MySqlFuture<@Nullable Void> begun = new MySqlFuture<>(driver.transport());
            BeginRequest begin = new BeginRequest(options, null, begun, driver.callbacks());
            begun.whenEnded(() -> driver.intake().cancelled(begin));
            begin.of(lease);
            driver.intake().submit(begin, timeout);
            return begun;
        });
    }

    <T extends @Nullable Object> CompletableFuture<T> run(
            TransactionOptions options, Function<? super Transaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(options, "options");
        check();
        OpenTransaction transaction = new OpenTransaction();
        ScopeBoundary boundary = new TransactionBoundary(driver, options, transaction, timeout, lease);
        return new TransactionScope<T>(connection, boundary, place, new ScopeVerdict(transaction), 0).open(work);
    }

    <T extends @Nullable Object> CompletableFuture<T> retry(
            RetryPolicy policy,
            TransactionOptions options,
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(policy, "policy");
        check();
        return TransactionRetry.run(policy, driver.transport(), driver.pauses()::add, () -> run(options, work));
    }
}
