/** Transactions: with a lifetime, by hand, and XA. */
package dev.mysqlasync.internal.transaction;
