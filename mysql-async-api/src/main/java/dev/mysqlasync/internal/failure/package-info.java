/** What went wrong, in the words and types of the public API. */
package dev.mysqlasync.internal.failure;
