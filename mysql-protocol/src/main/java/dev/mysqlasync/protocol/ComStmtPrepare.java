package dev.mysqlasync.protocol;

/**
 * Prepares a statement. The server answers with {@link PrepareOk} and the definitions that it announces, or with ERR.
 *
 * @param sql one statement, with {@code ?} for each parameter
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_prepare.html">COM_STMT_PREPARE</a>
 */
public record ComStmtPrepare(String sql) implements ClientCommand {

    public static ComStmtPrepare decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_STMT_PREPARE, "COM_STMT_PREPARE");
        return new ComStmtPrepare(in.readRemainingString());
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_STMT_PREPARE).writeString(sql);
    }
}
