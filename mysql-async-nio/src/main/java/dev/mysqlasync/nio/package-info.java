/**
 * The transport over JDK selectors. {@link dev.mysqlasync.nio.NioTransport} spreads connections over its
 * {@link dev.mysqlasync.nio.EventLoop}s; a {@link dev.mysqlasync.nio.ConnectAttempt} makes one
 * {@link dev.mysqlasync.nio.NioConnection} by way of a {@link dev.mysqlasync.nio.Dial}.
 */
package dev.mysqlasync.nio;
