package dev.mysqlasync.protocol;

/**
 * The first packet of a resultset: how many columns it has, and whether their definitions follow.
 *
 * @param columnCount 1 or more; servers allow 4096 columns in a table, and more in a result
 * @param metadataFollows always true unless {@link Capability#CLIENT_OPTIONAL_RESULTSET_METADATA} or
 *     {@link Capability#MARIADB_CLIENT_CACHE_METADATA} was negotiated
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset.html">Text Resultset</a>
 */
public record ResultSetHeader(int columnCount, boolean metadataFollows) {

    /** Reads the count, and after it (the manual has them the other way round) the flag. */
    public static ResultSetHeader decode(PayloadReader in, long capabilities) {
        long count = in.readLenenc();
        if (count < 1 || count > Integer.MAX_VALUE) {
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
