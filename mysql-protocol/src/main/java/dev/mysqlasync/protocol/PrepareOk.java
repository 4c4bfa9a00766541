package dev.mysqlasync.protocol;

/**
 * The first packet of the answer to {@link ComStmtPrepare}.
 *
 * @param statementId the statement id, an unsigned 32-bit number
 * @param columnCount the number of columns, 0 to 65535; 0 for a statement without a resultset
 * @param parameterCount the number of parameters, 0 to 65535
 * @param warnings the number of warnings, at most 65535
 * @param metadataFollows always true unless {@link Capability#CLIENT_OPTIONAL_RESULTSET_METADATA} was negotiated
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_prepare.html">COM_STMT_PREPARE
 *     Response</a>
 */
public record PrepareOk(int statementId, int columnCount, int parameterCount, int warnings, boolean metadataFollows) {

    public static PrepareOk decode(PayloadReader in, long capabilities) {
        PacketHeader.expect(in, PacketHeader.OK, "COM_STMT_PREPARE_OK");
        int statementId = (int) in.readInt4();
        int columnCount = in.readInt2();
        int parameterCount = in.readInt2();
        in.skip(1);
        int warnings = in.readInt2();
        boolean metadataFollows = !hasFlag(capabilities) || MetadataFlag.decode(in);
        in.requireEnd();
        return new PrepareOk(statementId, columnCount, parameterCount, warnings, metadataFollows);
    }

    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(PacketHeader.OK)
                .writeInt4(statementId)
                .writeInt2(columnCount)
                .writeInt2(parameterCount)
                .writeInt1(0)
                .writeInt2(warnings);
        if (hasFlag(capabilities)) {
            MetadataFlag.encode(out, metadataFollows);
        }
    }

    private static boolean hasFlag(long capabilities) {
        return Capability.has(capabilities, Capability.CLIENT_OPTIONAL_RESULTSET_METADATA);
    }
}
