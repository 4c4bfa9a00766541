/** The bytes between the session and the transport, including TLS. */
package dev.mysqlasync.internal.wire;
