/**
 * What every transport must do, as JUnit tests: extend {@link dev.mysqlasync.testkit.contract.TransportContract} to run
 * them on one of your own. JUnit makes the objects and calls them, on one thread; the transport's callbacks come on its own.
 */
package dev.mysqlasync.testkit.contract;
