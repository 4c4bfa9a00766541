package dev.mysqlasync.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Runs the first event of a random lane. */
final class ShuffledOrder implements EventOrder {

    private final SplittableRandom random;
    private final List<SimLane> busy = new ArrayList<>();

    ShuffledOrder(SplittableRandom random) {
        this.random = random;
    }

    @Override
    public void add(SimLane lane, Runnable event) {
        if (lane.events.isEmpty()) {
            busy.add(lane);
        }
        lane.events.add(event);
    }

    @Override
    public @Nullable Runnable poll() {
        if (busy.isEmpty()) {
            return null;
        }
        int index = random.nextInt(busy.size());
        SimLane lane = busy.get(index);
        Runnable event = lane.events.poll();
        if (lane.events.isEmpty()) {
            SimLane last = busy.remove(busy.size() - 1);
            if (index < busy.size()) {
                busy.set(index, last);
            }
        }
        return event;
    }
}
