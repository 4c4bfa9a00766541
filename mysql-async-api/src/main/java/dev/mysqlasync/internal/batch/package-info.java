/** One statement with many rows of arguments: how they are sent, and the outcome of each row. */
package dev.mysqlasync.internal.batch;
