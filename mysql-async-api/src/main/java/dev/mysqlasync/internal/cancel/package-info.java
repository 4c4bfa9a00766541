/** Stops statements on the server: KILL from another connection, proven to hit only its victim. */
package dev.mysqlasync.internal.cancel;
