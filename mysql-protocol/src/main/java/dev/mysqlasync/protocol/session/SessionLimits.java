package dev.mysqlasync.protocol.session;

/**
 * How much may be sent and received, in bytes. Answers that are short by their nature have limits of their own, see
 * {@link ClientSession}.
 *
 * @param maxSent of a command, its command byte included
 * @param maxReceived of a packet of a result
 * @param maxDefinitions what the column definitions of one result, or of one prepared statement, may take in memory
 */
public record SessionLimits(long maxSent, long maxReceived, long maxDefinitions) {}
