package dev.mysqlasync.internal.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that somebody waits for. {@link Deliveries} repeats a delivery that throws, an Error too. Keeping it for that
 * allocates nothing, so that a lack of memory cannot lose it.
 */
abstract class Delivery {

    private final AtomicBoolean kept = new AtomicBoolean();
    private @Nullable Delivery next;

    /** Delivers the outcome. Runs again after it has thrown, possibly while an executor runs what the first run gave it. */
    abstract void deliver();

    /** Claims the one place that a delivery has among those that are kept. */
    final boolean keep() {
        return kept.compareAndSet(false, true);
    }

    /** Links it to the delivery that was kept before. */
    final void link(@Nullable Delivery earlier) {
        next = earlier;
    }

    /** Gives its place up and returns the delivery that was kept before. */
    final @Nullable Delivery unlink() {
        Delivery earlier = next;
        next = null;
        kept.set(false);
        return earlier;
    }
}
