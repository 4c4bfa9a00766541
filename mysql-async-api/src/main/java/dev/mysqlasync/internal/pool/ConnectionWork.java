package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlConnectException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.connection.Lendable;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.failure.UsersCode;
import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes, checks, restores and closes a pool's connections, outside of its serial steps, and tells {@link PoolState} the results. */
final class ConnectionWork {

    private final PoolOptions options;
    private final Supplier<CompletableFuture<Lendable>> connector;
    private final SerialExecutor serial;
    private final PoolTimers timers;
    private final PoolState state;
    private final PoolEvents events;

    /** @param connector makes a connection; the futures complete on I/O threads */
    ConnectionWork(
            PoolOptions options,
            Supplier<CompletableFuture<Lendable>> connector,
            SerialExecutor serial,
            PoolTimers timers,
            PoolState state,
            PoolEvents events) {
        this.options = options;
        this.connector = connector;
        this.serial = serial;
        this.timers = timers;
        this.state = state;
        this.events = events;
    }

    void connect(PoolEntry entry) {
        serial.afterwards(() -> {
            CompletableFuture<Lendable> attempt = attempt();
            entry.attempt(attempt);
            CompletableFuture<?> unused = attempt.whenComplete((connection, failure) -> {
                if (failure == null) {
                    serial.run(() -> state.connected(entry, connection, timers.now()));
                    watch(entry, connection);
                } else {
                    MySqlException cause = typed(Failures.unwrapped(failure));
                    serial.run(() -> state.connectFailed(entry, cause, timers.now()));
                }
            });
        });
    }

    private CompletableFuture<Lendable> attempt() {
        try {
            return connector.get();
        } catch (Throwable e) { // or its place would be taken until the upkeep finds it
            return CompletableFuture.failedFuture(e);
        }
    }

    private void watch(PoolEntry entry, Lendable connection) {
        CompletableFuture<?> unused =
                connection.ended().whenComplete((done, none) -> serial.run(() -> state.gone(entry, timers.now())));
    }

    private static MySqlException typed(Throwable cause) {
        return cause instanceof MySqlException known
                ? known
                : new MySqlConnectException("no connection: " + cause, cause, false);
    }

    void check(PoolEntry entry) {
        serial.afterwards(() -> answered(
                UsersCode.stage(() -> entry.connection().check()),
                options.checkTimeout(),
                failure -> state.checked(entry, failure, timers.now())));
    }

    void restore(PoolEntry entry) {
        serial.afterwards(() -> answered(
                UsersCode.stage(() -> entry.connection()
                        .restore(options.resetOnRelease(), () -> serial.run(() -> events.rolledBack(entry)))),
                options.releaseTimeout(),
                failure -> state.restored(entry, failure, timers.now())));
    }

    /** Takes a step with the answer's failure, or with a timeout where no answer comes within the limit. */
    private void answered(CompletableFuture<?> answer, Duration limit, Consumer<@Nullable Throwable> step) {
        CompletableFuture<@Nullable Object> first = new CompletableFuture<>();
        Runnable late = () -> first.completeExceptionally(new MySqlTimeoutException(
                "the connection did not answer within " + limit.toMillis() + " ms", Written.ALL));
        Cancellable timer = timers.later(limit, late);
        if (timer == null) {
            late.run();
        }
        CompletableFuture<?> unused = answer.whenComplete((value, failure) -> {
            if (timer != null) {
                timer.cancel();
            }
            if (failure == null) {
                first.complete(value);
            } else {
                first.completeExceptionally(failure);
            }
        });
        CompletableFuture<?> unusedToo = first.whenComplete((value, failure) -> serial.run(() -> step.accept(failure)));
    }

    void close(PoolEntry entry) {
        serial.afterwards(entry::close);
    }
}
