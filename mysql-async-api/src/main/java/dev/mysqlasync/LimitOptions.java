package dev.mysqlasync;

/**
 * The limits of one connection's memory.
 *
 * @param maxAllowedPacket the largest command that is sent, in bytes
 * @param maxRowSize the largest row, or other packet of a result, that is received, in bytes
 * @param maxResultBytes what one statement's buffered results may take in memory, in bytes; what is in the objects that a
 *     {@link RowMapper} makes does not count
 * @param pipelineLimit how many commands may be on their way or unanswered at once
 * @param queueLimit how many commands may wait before they are sent
 * @param statementCacheSize how many prepared statements are kept for use again
 */
public record LimitOptions(
        int maxAllowedPacket,
        int maxRowSize,
        long maxResultBytes,
        int pipelineLimit,
        int queueLimit,
        int statementCacheSize) {

    @Override
    public String toString() {
        return "maxAllowedPacket=" + maxAllowedPacket + ", maxRowSize=" + maxRowSize + ", maxResultBytes="
                + maxResultBytes + ", pipelineLimit=" + pipelineLimit + ", queueLimit=" + queueLimit
                + ", statementCacheSize=" + statementCacheSize;
    }
}
