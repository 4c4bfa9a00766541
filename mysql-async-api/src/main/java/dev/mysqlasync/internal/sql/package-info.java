/** SQL as text: its tokens, the places for values, literals, and rewriting. Pure functions; not exported. */
package dev.mysqlasync.internal.sql;
