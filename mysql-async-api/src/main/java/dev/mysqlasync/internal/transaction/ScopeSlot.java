package dev.mysqlasync.internal.transaction;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where one scope at a time is open: a connection, or another scope. Thread-safe. */
final class ScopeSlot {

    private final AtomicReference<@Nullable TransactionScope<?>> open = new AtomicReference<>();

    boolean claim(TransactionScope<?> scope) {
        return open.compareAndSet(null, scope);
    }

    /** What comes next is ordered behind the scope's end. */
    void leave(TransactionScope<?> scope) {
        open.compareAndSet(scope, null);
    }

    /** The scope that is open here. */
    @Nullable
    TransactionScope<?> open() {
        return open.get();
    }

    boolean isTaken() {
        return open.get() != null;
    }
}
