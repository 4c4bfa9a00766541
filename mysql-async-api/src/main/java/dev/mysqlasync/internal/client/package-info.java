/** The methods that run statements, for one holder of a connection. */
package dev.mysqlasync.internal.client;
