/** The pool: its rules in {@code PoolState}, and around them what connects, lends and takes back. Nothing here is API. */
package dev.mysqlasync.internal.pool;
