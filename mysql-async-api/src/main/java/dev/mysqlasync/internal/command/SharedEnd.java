package dev.mysqlasync.internal.command;

import dev.mysqlasync.spi.Transport;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future for the end of something. All callers share it, so that asking often costs nothing. They cannot complete or
 * cancel it, because others wait for it. Methods that complete a future later, such as {@code orTimeout}, return
 * another one for their caller alone.
 */
public final class SharedEnd extends MySqlFuture<@Nullable Void> {

    private final Transport transport;
    private final Executor callbacks;
    private final Set<MySqlFuture<@Nullable Void>> own = ConcurrentHashMap.newKeySet();
    private volatile boolean asked;
    private volatile boolean ended;

    /** @param callbacks the executor that completes it */
    public SharedEnd(Transport transport, Executor callbacks) {
        super(transport);
        this.transport = transport;
        this.callbacks = callbacks;
    }

    /** Returns this future for a caller. Called from any thread. */
    public SharedEnd asked() {
        asked = true;
        if (ended && !isDone()) {
            tell();
        }
        return this;
    }

    /** The end has come. Called from any thread. The executor is used only if somebody asked. */
    public void end() {
        ended = true;
        if (asked) {
            tell();
        }
    }

    private void tell() {
        callbacks.execute(() -> {
            succeed();
            own.forEach(MySqlFuture::succeed);
        });
    }

    private MySqlFuture<@Nullable Void> ofCaller() {
        MySqlFuture<@Nullable Void> future = new MySqlFuture<>(transport);
        own.add(future);
        future.whenEnded(() -> own.remove(future));
        if (isDone()) {
            future.succeed();
        }
        return future;
    }

    @Override
    public CompletableFuture<@Nullable Void> orTimeout(long timeout, TimeUnit unit) {
        return ofCaller().orTimeout(timeout, unit);
    }

    @Override
    public CompletableFuture<@Nullable Void> completeOnTimeout(@Nullable Void value, long timeout, TimeUnit unit) {
        return ofCaller().completeOnTimeout(null, timeout, unit);
    }

    @Override
    public CompletableFuture<@Nullable Void> completeAsync(
            Supplier<? extends @Nullable Void> supplier, Executor executor) {
        return ofCaller().completeAsync(supplier, executor);
    }

    @Override
    public boolean complete(@Nullable Void value) {
        return false;
    }

    @Override
    public boolean completeExceptionally(Throwable cause) {
        return false;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    @Override
    public void obtrudeValue(@Nullable Void value) {
        throw refusal();
    }

    @Override
    public void obtrudeException(Throwable cause) {
        throw refusal();
    }

    private static UnsupportedOperationException refusal() {
        return new UnsupportedOperationException("this future is shared by all callers and cannot be obtruded");
    }
}
