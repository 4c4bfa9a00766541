/** Converts failures to the exceptions of the public API. */
package dev.mysqlasync.internal.failure;
