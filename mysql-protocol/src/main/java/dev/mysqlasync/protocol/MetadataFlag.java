package dev.mysqlasync.protocol;

/**
 * The byte {@code metadata_follows}: whether column definitions follow.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html">enum_resultset_metadata</a>
 */
final class MetadataFlag {

    private static final int NONE = 0;
    private static final int FULL = 1;

    private MetadataFlag() {}

    static boolean decode(PayloadReader in) {
        int flag = in.readInt1();
        if (flag != NONE && flag != FULL) {
            throw new ProtocolException("metadata_follows is " + flag + " instead of 0 or 1");
        }
        return flag == FULL;
    }

    static void encode(PayloadWriter out, boolean metadataFollows) {
        out.writeInt1(metadataFollows ? FULL : NONE);
    }
}
