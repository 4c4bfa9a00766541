/**
 * The transport over JDK selectors. {@link dev.mysqlasync.nio.NioTransport} distributes connections over
 * {@link dev.mysqlasync.nio.EventLoop}s. A {@link dev.mysqlasync.nio.ConnectAttempt} creates one
 * {@link dev.mysqlasync.nio.NioConnection}, for which a {@link dev.mysqlasync.nio.Dial} connects the channel.
 */
package dev.mysqlasync.nio;
