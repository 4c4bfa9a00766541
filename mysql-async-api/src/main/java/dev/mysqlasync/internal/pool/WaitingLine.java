package dev.mysqlasync.internal.pool;

import dev.mysqlasync.MySqlException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The waiters of a pool, in order, and its warm-ups. Confined to the pool's serial steps. */
final class WaitingLine {

    private final Set<Waiter> waiters = new LinkedHashSet<>(); // in the order in which they are served
    private final List<WarmUp> warmUps = new ArrayList<>();
    private final PoolCounters counters;
    private final PoolActions actions;

    WaitingLine(PoolCounters counters, PoolActions actions) {
        this.counters = counters;
        this.actions = actions;
    }

    int size() {
        return waiters.size();
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    boolean contains(Waiter waiter) {
        return waiters.contains(waiter);
    }

    Waiter first() {
        return waiters.iterator().next();
    }

    void join(Waiter waiter) {
        waiters.add(waiter);
        counters.waiting(waiters.size());
    }

    /** Whether the waiter was in the line until now. */
    boolean leave(Waiter waiter) {
        boolean waited = waiters.remove(waiter);
        counters.waiting(waiters.size());
        if (waited) {
            waiter.endTimer();
        }
        return waited;
    }

    /** Fails a waiter, in the line or not, unless its outcome is decided. */
    void refuse(Waiter waiter, Throwable cause) {
        if (!waiter.isDecided()) {
            waiter.refuse(cause);
            actions.deliver(waiter);
        }
        leave(waiter);
    }

    List<Waiter> overdue(long now) {
        return waiters.stream().filter(waiter -> waiter.isOverdue(now)).toList();
    }

    // --- warm-ups --------------------------------------------------------------------------------------------------

    void join(WarmUp warmUp) {
        warmUps.add(warmUp);
    }

    /** Whether the warm-up was waited for until now. */
    boolean leave(WarmUp warmUp) {
        return warmUps.remove(warmUp);
    }

    boolean contains(WarmUp warmUp) {
        return warmUps.contains(warmUp);
    }

    boolean hasWarmUps() {
        return !warmUps.isEmpty();
    }

    List<WarmUp> overdueWarmUps(long now) {
        return warmUps.stream().filter(warmUp -> warmUp.isOverdue(now)).toList();
    }

    /** Completes all warm-ups; with a cause, they fail. */
    void endWarmUps(@Nullable MySqlException cause) {
        warmUps.forEach(warmUp -> actions.warmedUp(warmUp, cause));
        warmUps.clear();
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    /** Fails all who wait. */
    void refuseAll(MySqlException cause) {
        while (!waiters.isEmpty()) {
            refuse(first(), cause);
        }
        endWarmUps(cause);
    }
}
