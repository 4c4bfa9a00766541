package dev.mysqlasync.protocol;

/**
 * Deallocates a prepared statement. The server sends no answer.
 *
 * @param statementId the statement id from {@link PrepareOk}
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_close.html">COM_STMT_CLOSE</a>
 */
public record ComStmtClose(int statementId) implements ClientCommand {

    public static ComStmtClose decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_STMT_CLOSE, "COM_STMT_CLOSE");
        ComStmtClose command = new ComStmtClose((int) in.readInt4());
        in.requireEnd();
        return command;
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_STMT_CLOSE).writeInt4(statementId);
    }
}
