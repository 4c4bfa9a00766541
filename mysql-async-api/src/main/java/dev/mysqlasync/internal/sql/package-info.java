/** SQL texts: tokens, parameters, literals and rewriting. Pure functions; not exported. */
package dev.mysqlasync.internal.sql;
