package dev.mysqlasync.internal.transaction;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Holds the scope that is open on a connection or within another scope; at most one. Thread-safe. */
final class ScopeSlot {

    private final AtomicReference<@Nullable TransactionScope<?>> open = new AtomicReference<>();

    boolean claim(TransactionScope<?> scope) {
        return open.compareAndSet(null, scope);
    }

    /** Called after the end of the scope is submitted, so that later requests come after it. */
    void leave(TransactionScope<?> scope) {
        open.compareAndSet(scope, null);
    }

    /** The open scope; {@code null} if there is none. */
    @Nullable
    TransactionScope<?> open() {
        return open.get();
    }

    boolean isTaken() {
        return open.get() != null;
    }
}
