package dev.mysqlasync.internal.pool;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers outcomes, and keeps those that could not be delivered for another try. Thread-safe. */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final AtomicReference<@Nullable Delivery> kept = new AtomicReference<>(); // the last one first

    /** Delivers now, or at a later {@link #retry}. Never throws. */
    void deliver(Delivery delivery) {
        try {
            delivery.deliver();
        } catch (Throwable e) {
            keep(delivery);
            report(e);
        }
    }

    /** Keeps a delivery for the next {@link #retry}. Never throws. */
    void keep(Delivery delivery) {
        if (delivery.keep()) {
            Delivery last;
            do {
                last = kept.get();
                delivery.link(last);
            } while (!kept.compareAndSet(last, delivery));
        }
    }

    boolean isAny() {
        return kept.get() != null;
    }

    /** Tries again what has failed so far. Never throws. */
    void retry() {
        Delivery delivery = kept.getAndSet(null);
        while (delivery != null) {
            Delivery earlier = delivery.unlink();
            deliver(delivery);
            delivery = earlier;
        }
    }

    private static void report(Throwable thrown) {
        try {
            LOG.error("a pool could not deliver an outcome and tries again", thrown);
        } catch (Throwable e) { // there is no memory for that either
            thrown.addSuppressed(e);
        }
    }
}
