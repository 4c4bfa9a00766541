package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.connection.Lendable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One statement on a connection that is acquired for it. It is tried once more when its connection was lost and the server certainly
 * has not executed it, or when it is idempotent. It is a transaction of its own, so no other statement was lost with it.
 */
final class PooledStatement<T extends @Nullable Object> extends PoolOperation<T> {

    /** What the statement does on its connection. */
    interface Verb<T extends @Nullable Object> {

        /**
         * Submits the statement.
         *
         * @param timeLeft what is left of the statement's time limit; {@code null} for no limit
         */
        CompletableFuture<T> on(Lendable connection, @Nullable Duration timeLeft);
    }

    private final Verb<T> verb;
    private final @Nullable Duration timeout;
    private final long start;
    private boolean triedBefore;
    private boolean idempotent;

    PooledStatement(PoolCore core, @Nullable Duration timeout, Verb<T> verb) {
        super(core, core.callbacks());
        this.verb = verb;
        this.timeout = timeout;
        this.start = core.now();
    }

    /** Never tries again. For a statement of several commands, of which some may have been executed. */
    PooledStatement<T> once() {
        triedBefore = true;
        return this;
    }

    /** Sets whether the server may execute the statement twice. */
    PooledStatement<T> idempotent(boolean idempotent) {
        this.idempotent = idempotent;
        return this;
    }

    CompletableFuture<T> begin() {
        Duration left = timeLeft();
        if (left != null && (left.isNegative() || left.isZero())) {
            fail(new MySqlTimeoutException("the statement's timeout passed before it was sent", Written.NONE));
            return result();
        }
        acquire(left, false);
        return result();
    }

    private @Nullable Duration timeLeft() {
        return timeout == null ? null : timeout.minusNanos(core().now() - start);
    }

    @Override
    void use(PooledLease lease) {
        Duration left = timeLeft();
        boolean none = left != null && (left.isNegative() || left.isZero());
        step(verb.on(lease.connection(), none ? Duration.ofNanos(1) : left), (value, failure) -> {
            giveBack(); // before the user hears the outcome, whose callbacks may take long
            if (failure == null) {
                succeed(value);
            } else if (!triedBefore && isWanted() && mayBeTriedAgain(failure)) {
                triedBefore = true;
                CompletableFuture<?> unused = begin();
            } else {
                fail(failure);
            }
        });
    }

    private boolean mayBeTriedAgain(Throwable failure) {
        return failure instanceof MySqlException cause
                && cause.isFatal()
                && (cause.isSafeToRetry() || idempotent && cause.isTransient());
    }
}
