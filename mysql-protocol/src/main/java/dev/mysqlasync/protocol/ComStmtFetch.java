package dev.mysqlasync.protocol;

/**
 * Fetches rows from the open cursor of a prepared statement. The server answers with rows and their terminator, or ERR.
 *
 * @param statementId the statement id from {@link PrepareOk}
 * @param rows the maximum number of rows, 0 to 2^32-1
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_fetch.html">COM_STMT_FETCH</a>
 */
public record ComStmtFetch(int statementId, long rows) implements ClientCommand {

    public static ComStmtFetch decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_STMT_FETCH, "COM_STMT_FETCH");
        ComStmtFetch command = new ComStmtFetch((int) in.readInt4(), in.readInt4());
        in.requireEnd();
        return command;
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_STMT_FETCH).writeInt4(statementId).writeInt4(rows);
    }
}
