package dev.mysqlasync.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.PoolOptionsBuilder;
import dev.mysqlasync.internal.connection.Lendable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A pool on a virtual clock, whose connections come about when the test says so. */
final class PoolScene implements PoolListener {

    final VirtualTransport transport = new VirtualTransport();
    final PoolCore core;

    /** Attempts to connect that are not answered yet. */
    final List<CompletableFuture<Lendable>> attempts = new ArrayList<>();

    final List<ScriptedConnection> connections = new ArrayList<>();
    final List<String> events = new ArrayList<>();

    PoolScene(UnaryOperator<PoolOptionsBuilder> change) {
        PoolOptions options =
                change.apply(PoolOptions.builder().maxSize(2).listener(this)).build();
        core = new PoolCore(options, transport, this::connect, Duration.ofMinutes(1), null, new SplittableRandom(1));
        core.start();
        transport.run();
    }

    private CompletableFuture<Lendable> connect() {
        CompletableFuture<Lendable> attempt = new CompletableFuture<>();
        attempts.add(attempt);
        return attempt;
    }

    // --- what the test does ----------------------------------------------------------------------------------------

    /** Lets the oldest attempt succeed. */
    ScriptedConnection connected() {
        return connected(false);
    }

    ScriptedConnection connected(boolean readOnly) {
        ScriptedConnection connection = new ScriptedConnection(connections.size() + 1, transport);
        connection.readOnly(readOnly);
        connections.add(connection);
        attempts.remove(0).complete(connection);
        transport.run();
        return connection;
    }

    void connectFails(MySqlException cause) {
        attempts.remove(0).completeExceptionally(cause);
        transport.run();
    }

    CompletableFuture<PooledLease> acquire() {
        CompletableFuture<PooledLease> acquired = AcquiredLease.of(core, null);
        transport.run();
        return acquired;
    }

    /** Acquires a connection that is made for it, or is at hand. */
    PooledLease acquired() {
        CompletableFuture<PooledLease> acquired = acquire();
        if (!acquired.isDone()) {
            connected();
        }
        return acquired.join();
    }

    /** Releases a connection; it is not ready yet for the next one. */
    void release(PooledLease entry) {
        entry.end(true);
        transport.run();
    }

    void restored(ScriptedConnection connection) {
        connection.restores().remove(0).complete(null);
        transport.run();
    }

    void pass(Duration time) {
        transport.pass(time);
    }

    static Throwable failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
    }

    // --- what the pool tells ---------------------------------------------------------------------------------------

    @Override
    public void connectFailed(MySqlException cause) {
        events.add("connect failed");
    }

    @Override
    public void discarded(long connectionId, DiscardReason reason, @Nullable Throwable cause) {
        events.add("discarded " + connectionId + " " + reason);
    }

    @Override
    public void leakSuspected(long connectionId, Duration used, Throwable acquiredAt) {
        events.add("leak of " + connectionId + " after " + used.toSeconds() + " s");
    }

    @Override
    public void reclaimed(long connectionId, Duration used, Throwable acquiredAt) {
        events.add("took " + connectionId + " back after " + used.toSeconds() + " s");
    }

    @Override
    public void waiterTimedOut(Duration waited) {
        events.add("timed out after " + waited.toMillis() + " ms");
    }

    @Override
    public void waiterRefused() {
        events.add("refused");
    }
}
