/** Values, rows and results: decoding and encoding, independent of connections. */
package dev.mysqlasync.internal.value;
