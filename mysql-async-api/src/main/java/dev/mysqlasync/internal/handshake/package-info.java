/** The connection phase: TLS, capability flags, authentication. */
package dev.mysqlasync.internal.handshake;
