package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.client.StatementClient;
import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.command.OpenTransaction;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The transactions of one connection. At most one transaction with a lifetime is open, and none by hand meanwhile. */
public final class ConnectionTransactions {

    private final StatementClient client;
    private final StatementRunner runner;
    private final AtomicReference<@Nullable Duration> timeLeft;
    private final ScopeSlot place = new ScopeSlot();

    /** @param timeLeft for the first transaction to begin; {@code null} for the timeout of statements */
    public ConnectionTransactions(StatementClient client, @Nullable Duration timeLeft) {
        this.timeLeft = new AtomicReference<>(timeLeft);
        this.client = client;
        this.runner = client.runner();
        Lease lease = runner.lease();
        if (lease != null) {
            lease.beforeEnd(() -> released(lease));
        }
    }

    /** Cancels the open transaction. Its end is submitted before the lease ends. */
    private void released(Lease ended) {
        TransactionScope<?> open = place.open();
        if (open != null) {
            open.released(
                    ended.isRevoked()
                            ? ended.refusal()
                            : new IllegalStateException("the connection was released before the transaction ended"));
        }
    }

    /**
     * Runs a method that begins or ends a transaction by hand. It is rejected while a transaction with a lifetime is
     * open. On a lost connection, it fails with the loss instead.
     */
    public <T extends @Nullable Object> CompletableFuture<T> byHand(Supplier<CompletableFuture<T>> verb) {
        return place.isTaken() && runner.engine().isOpen()
                ? CompletableFuture.failedFuture(new IllegalStateException(
                        "a transaction of inTransaction is open on this connection; inTransaction commits or"
                                + " rolls it back"))
                : verb.get();
    }

    public CompletableFuture<@Nullable Void> begin(TransactionOptions options) {
        Objects.requireNonNull(options, "options");
        runner.check();
        return byHand(() -> runner.submit(
                future ->
                        new BeginRequest(options, null, future, runner.engine().callbacks()),
                runner.timeoutOr(null)));
    }

    public <T extends @Nullable Object> CompletableFuture<T> run(
            TransactionOptions options, Function<? super Transaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(options, "options");
        runner.check();
        OpenTransaction transaction = new OpenTransaction();
        ScopeBoundary boundary =
                new TransactionBoundary(runner, options, transaction, runner.timeoutOr(timeLeft.getAndSet(null)));
        TransactionScope<T> scope = new TransactionScope<T>(client, boundary, place, new RollbackCause(transaction), 0);
        scope.open(work).run();
        return scope.result();
    }

    public <T extends @Nullable Object> CompletableFuture<T> retry(
            RetryPolicy policy,
            TransactionOptions options,
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(policy, "policy");
        runner.check();
        return TransactionRetry.run(
                policy, runner.engine().transport(), runner.engine().pauses()::add, () -> run(options, work));
    }
}
