package dev.mysqlasync.protocol;

/**
 * A command of the client's, the first packet of an exchange.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_command_phase.html">Command Phase</a>
 */
public sealed interface ClientCommand
        permits ComQuery,
                ComInitDb,
                ComPing,
                ComQuit,
                ComResetConnection,
                ComChangeUser,
                ComStmtPrepare,
                ComStmtExecute,
                ComStmtBulkExecute,
                ComStmtClose,
                ComStmtReset,
                ComStmtSendLongData,
                ComStmtFetch,
                ComSetOption {

    /**
     * Writes the command's payload.
     *
     * @param capabilities what was negotiated
     * @throws IllegalArgumentException when a value does not fit the packet or cannot be written; part of the payload
     *     may be in {@code out} then
     */
    void encode(PayloadWriter out, long capabilities);

    /**
     * Reads any command but {@link ComStmtExecute} and {@link ComStmtBulkExecute}, which take knowledge of their
     * statement to read: a server looks at the first byte, asks {@link ComStmtExecute#statementId} or
     * {@link ComStmtBulkExecute#statementId}, and reads with the decode of that class.
     *
     * @throws ProtocolException also when the command is unknown
     * @throws IllegalArgumentException when it is one of these two
     */
    static ClientCommand decode(PayloadReader in, long capabilities) {
        int command = in.peek();
        return switch (command) {
            case CommandByte.COM_QUIT -> ComQuit.decode(in);
            case CommandByte.COM_INIT_DB -> ComInitDb.decode(in);
            case CommandByte.COM_QUERY -> ComQuery.decode(in, capabilities);
            case CommandByte.COM_PING -> ComPing.decode(in);
            case CommandByte.COM_CHANGE_USER -> ComChangeUser.decode(in, capabilities);
            case CommandByte.COM_STMT_PREPARE -> ComStmtPrepare.decode(in);
            case CommandByte.COM_STMT_SEND_LONG_DATA -> ComStmtSendLongData.decode(in);
            case CommandByte.COM_STMT_CLOSE -> ComStmtClose.decode(in);
            case CommandByte.COM_STMT_RESET -> ComStmtReset.decode(in);
            case CommandByte.COM_SET_OPTION -> ComSetOption.decode(in);
            case CommandByte.COM_STMT_FETCH -> ComStmtFetch.decode(in);
            case CommandByte.COM_RESET_CONNECTION -> ComResetConnection.decode(in);
            case CommandByte.COM_STMT_EXECUTE, CommandByte.COM_STMT_BULK_EXECUTE ->
                throw new IllegalArgumentException("executions have a decode of their own");
            default -> throw new ProtocolException(String.format("0x%02x is no command known here", command));
        };
    }
}
