package dev.mysqlasync.protocol;

/**
 * A command that the client sends.
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
     * @param capabilities the capabilities negotiated
     * @throws IllegalArgumentException if a value does not fit the packet or cannot be written; {@code out} may hold
     *     part of the payload then
     */
    void encode(PayloadWriter out, long capabilities);

    /**
     * Reads any command except {@link ComStmtExecute} and {@link ComStmtBulkExecute}. To decode those two, a server
     * must know the statement: see {@link ComStmtExecute#statementId} and {@link ComStmtBulkExecute#statementId}.
     *
     * @param capabilities the capabilities negotiated
     * @throws ProtocolException if the command is unknown or malformed
     * @throws IllegalArgumentException if the command is one of those two
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
                throw new IllegalArgumentException("to decode an execution, call the decode of its class");
            default -> throw new ProtocolException(String.format("0x%02x is not a known command", command));
        };
    }
}
