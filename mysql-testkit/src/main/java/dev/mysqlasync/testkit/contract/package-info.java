/**
 * The transport contract as JUnit tests. To test a transport of your own, extend
 * {@link dev.mysqlasync.testkit.contract.TransportContract}. JUnit creates and calls these objects on one thread; the
 * transport calls back on its own threads.
 */
package dev.mysqlasync.testkit.contract;
