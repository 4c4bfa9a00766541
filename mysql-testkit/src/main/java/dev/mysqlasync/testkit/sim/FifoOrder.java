package dev.mysqlasync.testkit.sim;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** First come, first served, over all lanes. */
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
