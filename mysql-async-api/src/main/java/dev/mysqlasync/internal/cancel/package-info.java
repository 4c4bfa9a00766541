/** Ends statements on the server: KILL from another connection, proven to hit the right one. */
package dev.mysqlasync.internal.cancel;
