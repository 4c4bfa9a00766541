/** Chooses a transport and makes connections, over the addresses of a name. */
package dev.mysqlasync.internal.connect;
