/** The bytes between the session and the transport, with TLS in between. */
package dev.mysqlasync.internal.wire;
