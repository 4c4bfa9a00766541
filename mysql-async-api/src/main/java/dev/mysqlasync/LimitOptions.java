package dev.mysqlasync;

/**
 * The memory limits of one connection.
 *
 * @param maxAllowedPacket the largest command that is sent, in bytes
 * @param maxRowSize the largest row that is received, or other packet of a result, in bytes
 * @param maxResultBytes the memory that the buffered results of one statement may take, in bytes; what the objects of a
 *     {@link RowMapper} hold does not count
 * @param pipelineLimit the number of commands that may be unanswered at once
 * @param queueLimit the number of commands that may wait to be sent
 * @param statementCacheSize the number of prepared statements that the connection keeps
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
