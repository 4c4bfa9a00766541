package dev.mysqlasync.internal.pool;

import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool's clock and its timers, each of which takes one serial step. They are the transport's, and run no users' code. */
final class PoolTimers {

    private static final Logger LOG = LoggerFactory.getLogger(PoolTimers.class);

    private final Transport transport;
    private final SerialExecutor serial;

    PoolTimers(Transport transport, SerialExecutor serial) {
        this.transport = transport;
        this.serial = serial;
    }

    long now() {
        return transport.nanoTime();
    }

    /** Takes a step after a delay. Returns {@code null} where the system has no memory or thread for the timer. */
    @Nullable
    Cancellable later(Duration delay, Runnable step) {
        try {
            return transport.schedule(delay, () -> serial.runAlone(step));
        } catch (Throwable e) {
            LOG.warn("a pool's timer could not be set", e);
            return null;
        }
    }
}
