/** The client's side of the protocol without I/O: bytes in, events out. For the driver and its tests only. */
package dev.mysqlasync.protocol.session;
