/**
 * An in-memory network. A {@link dev.mysqlasync.testkit.sim.SimLoop} runs clients and servers on one thread and a
 * virtual clock: always in the same order, or in a random order that a seed repeats.
 */
package dev.mysqlasync.testkit.sim;
