package dev.mysqlasync.testkit.sim;

import org.jspecify.annotations.Nullable;

/** Decides which queued event runs next. */
interface EventOrder {

    /** Adds an event after those of the same lane. */
    void add(SimLane lane, Runnable event);

    /** Removes the next event; {@code null} if there is none. */
    @Nullable
    Runnable poll();
}
