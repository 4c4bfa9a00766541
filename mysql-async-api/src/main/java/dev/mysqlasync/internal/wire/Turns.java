package dev.mysqlasync.internal.wire;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.TransportConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps as turns of one connection: one at a time, on its I/O thread. At the end of each turn the driver takes what was
 * submitted meanwhile and sends what is due. A lost connection has no more turns; steps that come later are dropped.
 */
public final class Turns {

    /** The driver whose turns these are. */
    public interface Driver {

        /** Whether the connection is lost, or was closed. */
        boolean isLost();

        /** Ends a turn. */
        void endTurn();
    }

    private final Driver driver;
    private volatile @Nullable TransportConnection connection;

    public Turns(Driver driver) {
        this.driver = driver;
    }

    /** Turns are possible from now on. */
    public void connected(TransportConnection made) {
        connection = made;
    }

    /** Runs a step as a turn now; on the I/O thread. */
    public void now(Runnable step) {
        if (!driver.isLost()) {
            step.run();
            driver.endTurn();
        }
    }

    /** Runs a step as a turn; from any thread. */
    public void run(Runnable step) {
        connection().execute(() -> now(step));
    }

    /** Runs a step as a turn after so long; from any thread. */
    public Cancellable schedule(Duration delay, Runnable step) {
        return connection().schedule(delay, () -> now(step));
    }

    /** Runs tasks as turns, also when the connection is lost; from any thread. */
    public Executor evenWhenLost() {
        return task -> connection().execute(() -> {
            task.run();
            driver.endTurn();
        });
    }

    private TransportConnection connection() {
        return Objects.requireNonNull(connection);
    }
}
