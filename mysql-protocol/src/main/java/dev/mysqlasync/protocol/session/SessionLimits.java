package dev.mysqlasync.protocol.session;

/**
 * How long packets may be, in bytes of payload.
 *
 * @param maxSent of a command, its command byte included
 * @param maxReceived of anything the server sends once the connection phase is over
 */
public record SessionLimits(long maxSent, long maxReceived) {}
