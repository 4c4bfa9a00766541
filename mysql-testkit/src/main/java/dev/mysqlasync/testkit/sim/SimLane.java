package dev.mysqlasync.testkit.sim;

import java.util.ArrayDeque;
import java.util.Queue;

/** Events that never overtake each other. Guarded by the loop. */
final class SimLane {

    final Queue<Runnable> events = new ArrayDeque<>();
}
