package dev.mysqlasync.protocol;

/**
 * The first packet of a resultset: the number of its columns, and whether their definitions follow.
 *
 * @param columnCount the number of columns, 1 or more; a result can have more columns than a table, which has at most
 *     4096
 * @param metadataFollows always true unless {@link Capability#CLIENT_OPTIONAL_RESULTSET_METADATA} or
 *     {@link Capability#MARIADB_CLIENT_CACHE_METADATA} was negotiated
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset.html">Text
 *     Resultset</a>
 */
public record ResultSetHeader(int columnCount, boolean metadataFollows) {

    /** Reads the packet. Servers send the count before the flag; the manual has them the other way round. */
    public static ResultSetHeader decode(PayloadReader in, long capabilities) {
        long count = in.readLenenc();
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw new ProtocolException("a resultset claims " + Long.toUnsignedString(count) + " columns");
        }
        boolean metadataFollows = !hasFlag(capabilities) || MetadataFlag.decode(in);
        in.requireEnd();
        return new ResultSetHeader((int) count, metadataFollows);
    }

    public void encode(PayloadWriter out, long capabilities) {
        out.writeLenenc(columnCount);
        if (hasFlag(capabilities)) {
            MetadataFlag.encode(out, metadataFollows);
        }
    }

    private static boolean hasFlag(long capabilities) {
        return Capability.has(capabilities, Capability.CLIENT_OPTIONAL_RESULTSET_METADATA)
                || Capability.has(capabilities, Capability.MARIADB_CLIENT_CACHE_METADATA);
    }
}
