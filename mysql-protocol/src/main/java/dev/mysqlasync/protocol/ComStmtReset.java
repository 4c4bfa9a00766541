package dev.mysqlasync.protocol;

/**
 * Discards a prepared statement's long data and closes its cursor. The server answers with OK or ERR.
 *
 * @param statementId the statement id from {@link PrepareOk}
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_reset.html">COM_STMT_RESET</a>
 */
public record ComStmtReset(int statementId) implements ClientCommand {

    public static ComStmtReset decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_STMT_RESET, "COM_STMT_RESET");
        ComStmtReset command = new ComStmtReset((int) in.readInt4());
        in.requireEnd();
        return command;
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_STMT_RESET).writeInt4(statementId);
    }
}
