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
        super(core, core.callbacks());
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
