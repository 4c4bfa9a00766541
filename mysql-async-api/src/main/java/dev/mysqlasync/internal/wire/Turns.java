package dev.mysqlasync.internal.wire;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps as turns of one connection: one at a time, on its I/O thread. At the end of each turn, the driver takes
 * the requests that were submitted meanwhile and sends what is due. After the connection is lost, further steps are
 * dropped.
 */
public final class Turns {

    /** The driver that these turns belong to. */
    public interface Driver {

        /** Whether the connection is lost or closed. */
        boolean isLost();

        /** Ends a turn. */
        void endTurn();
    }

    private final Driver driver;
    private final Transport transport;
    private final Executor evenWhenLost = this::runEvenWhenLost;
    private volatile @Nullable TransportConnection connection;

    public Turns(Driver driver, Transport transport) {
        this.driver = driver;
        this.transport = transport;
    }

    /** Turns are possible from now on. */
    public void connected(TransportConnection made) {
        connection = made;
    }

    /** Whether the connection is lost, so that there are no more turns. */
    boolean isOver() {
        return driver.isLost();
    }

    /** Runs a step as a turn at once; called on the I/O thread. */
    public void now(Runnable step) {
        if (!driver.isLost()) {
            step.run();
            driver.endTurn();
        }
    }

    /** Runs a step as a turn; called on any thread. */
    public void run(Runnable step) {
        connection().execute(() -> now(step));
    }

    /** Runs a step as a turn after {@code delay}; called on any thread. */
    public Cancellable schedule(Duration delay, Runnable step) {
        return connection().schedule(delay, () -> now(step));
    }

    /** Runs tasks as turns even after the connection is lost; called on any thread. */
    public Executor evenWhenLost() {
        return evenWhenLost;
    }

    private void runEvenWhenLost(Runnable task) {
        connection().execute(() -> {
            task.run();
            driver.endTurn();
        });
    }

    /** Runs a long computation that never blocks on another thread than an I/O thread; called on any thread. */
    public void compute(Runnable task) {
        transport.offload(task);
    }

    /**
     * Runs a task that may block on another thread than an I/O thread; throws if no thread can be started. Called on
     * any thread.
     */
    public void block(Runnable task) {
        transport.offloadBlocking(task);
    }

    private TransportConnection connection() {
        return Objects.requireNonNull(connection);
    }
}
