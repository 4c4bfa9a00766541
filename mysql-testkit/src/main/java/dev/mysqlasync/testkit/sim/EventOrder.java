package dev.mysqlasync.testkit.sim;

import org.jspecify.annotations.Nullable;

/** Decides which of the waiting events happens next. */
interface EventOrder {

    /** Adds an event behind those of the same lane. */
    void add(SimLane lane, Runnable event);

    /** Removes the next event, {@code null} when none waits. */
    @Nullable
    Runnable poll();
}
