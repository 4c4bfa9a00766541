/**
 * A network in memory: a {@link dev.mysqlasync.testkit.sim.SimLoop} runs clients and servers on one thread and a virtual
 * clock, in the same order each time or in a random one that a seed repeats.
 */
package dev.mysqlasync.testkit.sim;
