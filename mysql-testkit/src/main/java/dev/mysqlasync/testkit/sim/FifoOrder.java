package dev.mysqlasync.testkit.sim;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Runs the events of all lanes in the order in which they were added. */
final class FifoOrder implements EventOrder {

    private final Queue<Runnable> events = new ArrayDeque<>();

    @Override
    public void add(SimLane lane, Runnable event) {
        events.add(event);
    }

    @Override
    public @Nullable Runnable poll() {
        return events.poll();
    }
}
