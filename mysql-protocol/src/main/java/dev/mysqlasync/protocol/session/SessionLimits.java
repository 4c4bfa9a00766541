package dev.mysqlasync.protocol.session;

/**
 * The limits of a session, in bytes. Packets that hold no rows have fixed limits, see {@link ClientSession}.
 *
 * @param maxSent the limit of a command's payload, command byte included
 * @param maxReceived the limit of a packet of a result
 * @param maxDefinitions the limit of the memory that the column definitions of one result or prepared statement take
 */
public record SessionLimits(long maxSent, long maxReceived, long maxDefinitions) {}
