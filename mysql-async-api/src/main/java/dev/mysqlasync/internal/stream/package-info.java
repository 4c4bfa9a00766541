/** Rows that are given out as they come, at the pace of who takes them. */
package dev.mysqlasync.internal.stream;
