package dev.mysqlasync.protocol;

/**
 * Fetches rows from a prepared statement's open cursor; answered by rows and their end, or ERR.
 *
 * @param statementId the number that {@link PrepareOk} gave
 * @param rows how many rows at most, an unsigned 32-bit number
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
