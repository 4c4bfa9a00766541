/** The queue of one connection, its requests, and the fate of their transaction. */
package dev.mysqlasync.internal.command;
