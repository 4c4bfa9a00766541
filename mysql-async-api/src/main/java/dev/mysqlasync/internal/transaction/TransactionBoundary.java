package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.TransactionOptions;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.command.OpenTransaction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The bounds of a whole transaction. */
final class TransactionBoundary implements ScopeBoundary {

    private final StatementRunner runner;
    private final ConnectionEngine driver;
    private final BeginRequest beginning;
    private final @Nullable Duration timeout;
    private volatile boolean calledOff;
    private volatile @Nullable EndRequest ending;

    /**
     * @param transaction learns what becomes of it
     * @param timeout for its beginning; {@code null} for as long as it takes
     */
    TransactionBoundary(
            StatementRunner runner,
            TransactionOptions options,
            OpenTransaction transaction,
            @Nullable Duration timeout) {
        this.timeout = timeout;
        this.runner = runner;
        this.driver = runner.driver();
        this.beginning = new BeginRequest(options, transaction, future(driver), driver.callbacks());
    }

    @Override
    public CompletableFuture<@Nullable Void> begin() {
        runner.submit(beginning, timeout);
        return beginning.future();
    }

    @Override
    public void callOff() {
        calledOff = true;
        driver.run(beginning::withdraw);
        driver.intake().hurry(beginning);
        EndRequest end = ending;
        if (end != null) {
            driver.intake().hurry(end);
        }
    }

    @Override
    public CompletableFuture<@Nullable Void> commit() {
        return end(true);
    }

    /** A connection that is closed or lost needs none: the server rolls back. */
    @Override
    public CompletableFuture<@Nullable Void> rollback() {
        return driver.isOpen() ? end(false) : CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<@Nullable Void> end(boolean commit) {
        EndRequest end = new EndRequest(commit, beginning, driver::failed, future(driver), driver.callbacks());
        end.of(runner.lease());
        driver.intake().submitBeyondLimit(end, runner.timeoutOr(null));
        ending = end;
        if (calledOff) {
            driver.intake().hurry(end);
        }
        return end.future();
    }

    private static CompletableFuture<@Nullable Void> future(ConnectionEngine driver) {
        return new MySqlFuture<>(driver.transport());
    }
}
