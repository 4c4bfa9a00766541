package dev.mysqlasync.internal.pool;

import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.spi.Cancellable;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one serial step of a pool again and again, until it is ended. Everything that a lost step has left depends on it. So a tick
 * that finds no memory is repeated by the transport, and {@link #ensure} starts the ticks again should they have stopped.
 */
final class PoolTicker {

    private static final Logger LOG = LoggerFactory.getLogger(PoolTicker.class);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Transport transport;
    private final SerialExecutor serial;
    private final Runnable step;
    private final Duration period;
    private final AtomicLong current = new AtomicLong(); // the number of the timer that counts; those before do nothing
    private volatile long due;
    private volatile boolean ended;
    private volatile @Nullable Cancellable timer;

    PoolTicker(PoolOptions options, Transport transport, SerialExecutor serial, Runnable step) {
        this.transport = transport;
        this.serial = serial;
        this.step = step;
        this.period = period(options);
    }

    private static Duration period(PoolOptions options) {
        return Stream.of(
                        options.idleTimeout(),
                        options.maxLifetime(),
                        options.keepAlive(),
                        options.leakThreshold(),
                        options.reclaimAfter(),
                        LONGEST)
                .filter(duration -> duration != null)
                .map(duration -> duration.dividedBy(2))
                .reduce(LONGEST, (a, b) -> a.compareTo(b) < 0 ? a : b)
                .plus(SHORTEST);
    }

    void start(long now) {
        schedule(now);
    }

    /** Starts the ticks again where the next one is more than a period late. Never throws. */
    void ensure(long now) {
        if (!ended && (timer == null || now - due > period.toNanos())) {
            try {
                schedule(now);
            } catch (Throwable e) { // no memory, or no thread for the timer: the next user's step tries again
                timer = null;
                LOG.warn("the timer of a pool's upkeep could not be set", e);
            }
        }
    }

    private void schedule(long now) {
        long number = current.get() + 1;
        timer = transport.schedule(period, () -> tick(number));
        current.set(number); // only now: what has thrown before is tried again
        due = now + period.toNanos();
    }

    private void tick(long number) {
        if (!ended && number == current.get()) {
            serial.runAlone(step);
            schedule(transport.nanoTime());
        }
    }

    void end() {
        ended = true;
        Cancellable last = timer;
        if (last != null) {
            last.cancel();
        }
    }
}
