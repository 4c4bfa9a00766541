/** Rows that are delivered as they arrive, at the receiver's pace. */
package dev.mysqlasync.internal.stream;
