package dev.mysqlasync.protocol;

/**
 * The first packet of a resultset: how many columns it has, and whether their definitions follow.
 *
 * @param columnCount 1 to 4096
 * @param metadataFollows always true unless {@link Capability#CLIENT_OPTIONAL_RESULTSET_METADATA} or
 *     {@link Capability#MARIADB_CLIENT_CACHE_METADATA} was negotiated
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset.html">Text Resultset</a>
 */
public record ResultSetHeader(int columnCount, boolean metadataFollows) {

    private static final int MAX_COLUMNS = 4096;

    /** Reads the count, and after it (the manual has them the other way round) the flag. */
    public static ResultSetHeader decode(PayloadReader in, long capabilities) {
        long count = in.readLenenc();
        if (count < 1 || count > MAX_COLUMNS) {
            throw new ProtocolException("a resultset of " + Long.toUnsignedString(count) + " columns");
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
