/** What users hold: the connection, its transactions and cursors, and the connection that a pool lends. */
package dev.mysqlasync.internal.connection;
