package dev.mysqlasync.testkit.sim;

import java.util.ArrayDeque;
import java.util.Queue;

/** A queue of events that run in order. Guarded by the loop's lock. */
final class SimLane {

    final Queue<Runnable> events = new ArrayDeque<>();
}
