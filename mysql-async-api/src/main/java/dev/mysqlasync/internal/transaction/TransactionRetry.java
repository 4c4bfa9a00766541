package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.RetryPolicy;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a transaction again, as long as the policy allows it and the failure may be temporary. */
public final class TransactionRetry<T extends @Nullable Object> {

    /**
     * ER_LOCK_WAIT_TIMEOUT: the server undid the statement, and the transaction is rolled back before this is checked.
     */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final RetryPolicy policy;
    private final BiFunction<Duration, Runnable, Cancellable> timer;
    private final Supplier<CompletableFuture<T>> transaction;
    private final MySqlFuture<T> result;
    private volatile Cancellable underWay = () -> {};
    private volatile boolean unwanted; // the user has ended the future

    private TransactionRetry(
            RetryPolicy policy,
            Transport transport,
            BiFunction<Duration, Runnable, Cancellable> timer,
            Supplier<CompletableFuture<T>> transaction) {
        this.policy = policy;
        this.timer = timer;
        this.transaction = transaction;
        this.result = new MySqlFuture<>(transport);
    }

    /**
     * Runs a transaction until it succeeds or finally fails. Cancelling the future cancels the attempt, or ends the
     * pause.
     *
     * @param timer runs a task after a delay
     * @param transaction runs one attempt; it has rolled back everything when its future fails
     */
    public static <T extends @Nullable Object> CompletableFuture<T> run(
            RetryPolicy policy,
            Transport transport,
            BiFunction<Duration, Runnable, Cancellable> timer,
            Supplier<CompletableFuture<T>> transaction) {
        return new TransactionRetry<>(policy, transport, timer, transaction).start();
    }

    /** Whether a transaction that is rolled back may succeed when it runs again. */
    static boolean helpsAgainst(Throwable failure) {
        return failure instanceof MySqlException error
                && !error.isFatal()
                && !error.isOutcomeUnknown()
                && (error.isTransactionRolledBack() || isLockWaitTimeout(error));
    }

    private static boolean isLockWaitTimeout(MySqlException error) {
        return error instanceof MySqlServerException told && told.errorCode() == LOCK_WAIT_TIMEOUT;
    }

    private CompletableFuture<T> start() {
        result.whenEnded(() -> {
            unwanted = true;
            underWay.cancel();
        });
        attempt(1);
        return result;
    }

    private void attempt(int number) {
        CompletableFuture<T> made;
        try {
            made = transaction.get();
        } catch (Throwable e) { // for example because the connection was released
            result.fail(e);
            return;
        }
        underWay(() -> made.cancel(false));
        CompletableFuture<?> unused = made.whenComplete((value, failure) -> {
            if (failure == null) {
                result.succeed(value);
            } else {
                failed(number, Failures.unwrapped(failure));
            }
        });
    }

    private void failed(int number, Throwable failure) {
        if (number < policy.maxAttempts() && helpsAgainst(failure) && !unwanted) {
            underWay(timer.apply(policy.pauseAfter(number), () -> attempt(number + 1)));
        } else {
            result.fail(failure);
        }
    }

    private void underWay(Cancellable next) {
        underWay = next;
        if (unwanted) {
            next.cancel();
        }
    }
}
