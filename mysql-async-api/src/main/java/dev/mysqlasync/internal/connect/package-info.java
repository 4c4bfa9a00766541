/** Chooses a transport, and opens connections over all addresses of a host name. */
package dev.mysqlasync.internal.connect;
