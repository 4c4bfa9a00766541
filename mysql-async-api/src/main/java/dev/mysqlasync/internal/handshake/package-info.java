/** The way from the greeting to an authenticated session: TLS, capabilities, authentication. */
package dev.mysqlasync.internal.handshake;
