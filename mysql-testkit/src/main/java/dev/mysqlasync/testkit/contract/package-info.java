/**
 * What every transport must do, as JUnit tests: extend {@link dev.mysqlasync.testkit.contract.TransportContract} to run
 * them on one of your own.
 */
package dev.mysqlasync.testkit.contract;
