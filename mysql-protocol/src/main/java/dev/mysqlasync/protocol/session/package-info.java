/** The conversation without I/O: bytes in, events out. For the driver and the testkit only. */
package dev.mysqlasync.protocol.session;
