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
 * Has connections made for those who ask. One that nobody waits for any more is given up, or closed when it is made all the same: by
 * the time that its future is to be completed, its user may have ended that in whatever way.
 *
 * <p>Where a name has several addresses, an attempt goes on over them until a session is set up at one: the transport sees to those
 * that cannot be reached, this to those that are and then say nothing, or that they have no room, or are about to stop.
 */
final class Connecting<T> {

    private final Transport transport;
    private final Function<Destination, ConnectionEngine> engines;
    private final Function<? super ConnectionEngine, T> face;
    private final Executor executor;
    private final MySqlFuture<T> given;
    private volatile @Nullable Runnable givingUp;
    private @Nullable Throwable before; // what the attempts before this one failed with

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
     * @param engines makes what drives an attempt
     * @param face makes what is given out of the connection
     * @param executor where the future completes
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
            giveUp(); // while the one before it failed
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

    /** What has become of the address that was reached. */
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

    /** An account that is refused at one address is so at the others. */
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
