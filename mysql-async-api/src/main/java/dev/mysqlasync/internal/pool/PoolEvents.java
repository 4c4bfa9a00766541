package dev.mysqlasync.internal.pool;

import dev.mysqlasync.DiscardReason;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.PoolListener;
import dev.mysqlasync.internal.failure.UsersCode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listeners what happened, after the step in which it happened. */
final class PoolEvents {

    private static final Logger LOG = LoggerFactory.getLogger(PoolEvents.class);

    private final List<PoolListener> listeners;
    private final Consumer<Runnable> told;

    /** @param told runs users' code after the step that is running */
    PoolEvents(List<PoolListener> listeners, Consumer<Runnable> told) {
        this.listeners = listeners;
        this.told = told;
    }

    void connected(PoolEntry entry, long nanos) {
        tell(listener -> listener.connected(id(entry), Duration.ofNanos(nanos)));
    }

    void connectFailed(MySqlException cause) {
        LOG.debug("a pool could not connect: {}", cause.toString());
        tell(listener -> listener.connectFailed(cause));
    }

    void acquired(PoolEntry entry, long waitedNanos) {
        tell(listener -> listener.acquired(id(entry), Duration.ofNanos(waitedNanos)));
    }

    void released(PoolEntry entry, long usedNanos) {
        tell(listener -> listener.released(id(entry), Duration.ofNanos(usedNanos)));
    }

    void discarded(PoolEntry entry, DiscardReason reason, @Nullable Throwable cause) {
        LOG.debug("the pool discards connection {}: {}", id(entry), reason, cause);
        tell(listener -> listener.discarded(id(entry), reason, cause));
    }

    void rolledBack(PoolEntry entry) {
        Throwable acquiredAt = entry.lease().acquiredAt();
        LOG.warn(
                "connection {} was released with uncommitted changes, which are rolled back; {}",
                id(entry),
                acquiredAt == null
                        ? "set the option leakThreshold to see where it was acquired"
                        : "it was acquired here",
                acquiredAt);
        tell(listener -> listener.rolledBack(id(entry)));
    }

    void leakSuspected(PoolEntry entry, long usedNanos, Throwable acquiredAt) {
        Duration used = Duration.ofNanos(usedNanos);
        LOG.warn(
                "connection {} was acquired {} ms ago and is not released yet; it was acquired here",
                id(entry),
                used.toMillis(),
                acquiredAt);
        tell(listener -> listener.leakSuspected(id(entry), used, acquiredAt));
    }

    void reclaimed(PoolEntry entry, long usedNanos, Throwable acquiredAt) {
        Duration used = Duration.ofNanos(usedNanos);
        LOG.warn(
                "connection {} was reclaimed from its user after {} ms; it was acquired here",
                id(entry),
                used.toMillis(),
                acquiredAt);
        tell(listener -> listener.reclaimed(id(entry), used, acquiredAt));
    }

    void waiterTimedOut(long waitedNanos) {
        tell(listener -> listener.waiterTimedOut(Duration.ofNanos(waitedNanos)));
    }

    void waiterRefused() {
        tell(PoolListener::waiterRefused);
    }

    /** As {@link #waiterRefused}, outside of a step. From any thread. */
    void waiterRefusedOutside() {
        listeners.forEach(listener -> tell(listener, PoolListener::waiterRefused));
    }

    private static long id(PoolEntry entry) {
        return entry.connection().connectionId();
    }

    private void tell(Consumer<PoolListener> event) {
        if (!listeners.isEmpty()) {
            told.accept(() -> listeners.forEach(listener -> tell(listener, event)));
        }
    }

    private static void tell(PoolListener listener, Consumer<PoolListener> event) {
        UsersCode.run(() -> event.accept(listener), thrown -> LOG.warn("a pool's listener failed", thrown));
    }
}
