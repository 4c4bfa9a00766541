/** Values, rows and results: what is read from a server and sent to it, without knowing of connections. */
package dev.mysqlasync.internal.value;
