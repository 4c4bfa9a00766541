package dev.mysqlasync.internal;

import dev.mysqlasync.TransactionOptions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The bounds of a whole transaction. */
final class TransactionBoundary implements ScopeBoundary {

    private final ConnectionDriver driver;
    private final BeginRequest beginning;

    TransactionBoundary(ConnectionDriver driver, TransactionOptions options) {
        this.driver = driver;
        this.beginning = new BeginRequest(options, true, future(driver), driver.callbacks());
    }

    @Override
    public CompletableFuture<@Nullable Void> begin() {
        driver.submit(beginning);
        return beginning.future();
    }

    @Override
    public void withdraw() {
        driver.run(beginning::withdraw);
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
        driver.submitBeyondLimit(end);
        return end.future();
    }

    private static CompletableFuture<@Nullable Void> future(ConnectionDriver driver) {
        return new MySqlFuture<>(driver.transport());
    }
}
