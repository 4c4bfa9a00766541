package dev.mysqlasync.internal.connect;

import dev.mysqlasync.MySqlException;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.command.MySqlFuture;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.setup.Destination;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of connect, over all addresses of a host name.
 *
 * <p>The transport passes over addresses that it cannot reach. This class passes over servers that accept the
 * connection and then set up no session: they stay silent, have too many connections, or shut down.
 *
 * <p>An attempt that nobody waits for any more is given up. If it opens a connection all the same, that is closed,
 * because the user may end the future at any time before it completes.
 */
final class Connecting<T> {

    private final Transport transport;
    private final Function<Destination, ConnectionEngine> engines;
    private final Function<? super ConnectionEngine, T> face;
    private final Executor executor;
    private final MySqlFuture<T> given;
    private volatile @Nullable Runnable givingUp;
    private @Nullable Throwable before; // the previous failure; earlier ones are its suppressed exceptions

    private Connecting(
            Transport transport,
            Function<Destination, ConnectionEngine> engines,
            Function<? super ConnectionEngine, T> face,
            Executor executor) {
        this.transport = transport;
        this.engines = engines;
        this.face = face;
        this.executor = executor;
        this.given = new MySqlFuture<>(transport);
    }

    /**
     * Connects.
     *
     * @param engines creates the engine of an attempt
     * @param face creates the object that the future returns
     * @param executor the executor on which the future completes
     */
    static <T> CompletableFuture<T> begin(
            Transport transport,
            Destination to,
            Function<Destination, ConnectionEngine> engines,
            Function<? super ConnectionEngine, T> face,
            Executor executor) {
        Connecting<T> connecting = new Connecting<>(transport, engines, face, executor);
        connecting.attempt(to);
        connecting.given.whenEnded(connecting::giveUp);
        return connecting.given;
    }

    private void attempt(Destination to) {
        ConnectionEngine engine = engines.apply(to);
        Cancellable attempt = engine.open();
        givingUp = () -> {
            attempt.cancel();
            engine.abandon();
        };
        if (given.isDone()) {
            giveUp(); // the user ended the future while the previous attempt failed
        }
        CompletableFuture<?> unused = engine.opened().whenComplete((done, failure) -> {
            Throwable cause = failure == null ? null : Failures.unwrapped(failure);
            Destination there = engine.reached();
            note(there, cause);
            Destination at = there == null ? to : there;
            if (cause != null && mayGoOn(cause, at)) {
                attempt(at.next());
            } else {
                executor.execute(() -> end(engine, cause));
            }
        });
    }

    /** Remembers whether the address that was reached failed. */
    private void note(@Nullable Destination there, @Nullable Throwable failure) {
        if (there != null && failure != null) {
            there.failed().add(there.address(), transport.nanoTime());
        } else if (there != null) {
            there.failed().remove(there.address());
        }
    }

    private void giveUp() {
        Runnable under = givingUp;
        if (under != null) {
            under.run();
        }
    }

    /**
     * Whether to try the next address. A permanent failure ends the search: an account that one address rejects is
     * rejected by the others.
     */
    private boolean mayGoOn(Throwable cause, Destination at) {
        if (before != null) {
            cause.addSuppressed(before);
        }
        before = cause;
        return !at.others().isEmpty()
                && cause instanceof MySqlException known
                && known.isTransient()
                && !given.isDone()
                && !at.deadline().remaining(transport).isZero();
    }

    private void end(ConnectionEngine engine, @Nullable Throwable failure) {
        if (failure != null) {
            given.fail(failure);
        } else if (!given.succeed(face.apply(engine))) {
            engine.abandon();
        }
    }
}
