/** What users hold: connections and cursors. Also the connection that a pool lends. */
package dev.mysqlasync.internal.connection;
