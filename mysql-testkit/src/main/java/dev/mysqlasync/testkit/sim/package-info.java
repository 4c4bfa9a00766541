/**
 * An in-memory network. A {@link dev.mysqlasync.testkit.sim.SimLoop} runs clients and servers on one thread and a
 * virtual clock. The order of events is always the same, or random and repeatable by its seed.
 */
package dev.mysqlasync.testkit.sim;
