package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.connection.Lendable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One statement on a connection that is acquired for it. It is tried once more when the connection is gone and the statement was
 * certainly not executed, or may be executed twice; there is no transaction that could have been lost with it, as it is one itself.
 */
final class PooledStatement<T extends @Nullable Object> extends PoolOperation<T> {

    /** What is done with the connection. */
    interface Verb<T extends @Nullable Object> {

        /**
         * Begins it.
         *
         * @param timeLeft of the statement's time limit; {@code null} where there is none
         */
        CompletableFuture<T> on(Lendable connection, @Nullable Duration timeLeft);
    }

    private final Verb<T> verb;
    private final @Nullable Duration timeout;
    private final long start;
    private boolean triedBefore;
    private boolean idempotent;

    PooledStatement(PoolCore core, @Nullable Duration timeout, Verb<T> verb) {
        super(core);
        this.verb = verb;
        this.timeout = timeout;
        this.start = core.now();
    }

    /** Several commands may be needed, of which the first ones may have been executed: it is not tried again. */
    PooledStatement<T> once() {
        triedBefore = true;
        return this;
    }

    /** It may be executed twice. */
    PooledStatement<T> idempotent(boolean idempotent) {
        this.idempotent = idempotent;
        return this;
    }

    CompletableFuture<T> begin() {
        Duration left = timeLeft();
        if (left != null && (left.isNegative() || left.isZero())) {
            fail(new MySqlTimeoutException("no time was left for the statement", Written.NONE));
            return result();
        }
        step(core().acquire(left, false), (lease, failure) -> {
            if (failure == null) {
                run(lease);
            } else {
                tell(() -> fail(failure));
            }
        });
        return result();
    }

    private @Nullable Duration timeLeft() {
        return timeout == null ? null : timeout.minusNanos(core().now() - start);
    }

    private void run(PooledLease lease) {
        CompletableFuture<T> answer;
        try {
            Duration left = timeLeft();
            boolean none = left != null && (left.isNegative() || left.isZero());
            answer = verb.on(lease.connection(), none ? Duration.ofNanos(1) : left);
        } catch (Throwable e) { // such as the statement's own affairs
            answer = CompletableFuture.failedFuture(e);
        }
        step(answer, (value, failure) -> {
            lease.end(true); // before the user is told, whose callbacks may take long
            if (failure == null) {
                tell(() -> succeed(value));
            } else if (!triedBefore && isWanted() && mayBeTriedAgain(failure)) {
                triedBefore = true;
                CompletableFuture<?> unused = begin();
            } else {
                tell(() -> fail(failure));
            }
        });
    }

    private void tell(Runnable outcome) {
        core().callbacks().execute(outcome);
    }

    private boolean mayBeTriedAgain(Throwable failure) {
        return failure instanceof MySqlException cause
                && cause.isFatal()
                && (cause.isSafeToRetry() || idempotent && cause.isTransient());
    }
}
