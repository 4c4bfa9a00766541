/** The requests of one connection in their order, and what has become of the transaction they are part of. */
package dev.mysqlasync.internal.command;
