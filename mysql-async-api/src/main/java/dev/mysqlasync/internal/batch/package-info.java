/** One statement with many rows of arguments: how they are sent, and what became of each. */
package dev.mysqlasync.internal.batch;
