package dev.mysqlasync.protocol;

import java.nio.ByteBuffer;

/**
 * Sends a chunk of a parameter's value before {@link ComStmtExecute}. The server appends chunks and sends no answer.
 *
 * @param statementId the statement id from {@link PrepareOk}
 * @param parameter the parameter's index, 0 to 65535
 * @param data the next bytes of the value, from the buffer's position to its limit; may be empty. Not copied: do not
 *     change the bytes before the command is sent
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_send_long_data.html">COM_STMT_SEND_LONG_DATA</a>
 */
public record ComStmtSendLongData(int statementId, int parameter, ByteBuffer data) implements ClientCommand {

    public ComStmtSendLongData {
        data = data.slice();
    }

    public ComStmtSendLongData(int statementId, int parameter, byte[] data) {
        this(statementId, parameter, ByteBuffer.wrap(data));
    }

    public static ComStmtSendLongData decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_STMT_SEND_LONG_DATA, "COM_STMT_SEND_LONG_DATA");
        return new ComStmtSendLongData((int) in.readInt4(), in.readInt2(), in.readRemaining());
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_STMT_SEND_LONG_DATA)
                .writeInt4(statementId)
                .writeInt2(parameter)
                .writeBytes(data);
    }

    @Override
    public String toString() {
        return "ComStmtSendLongData[statementId=" + Integer.toUnsignedString(statementId) + ", parameter=" + parameter
                + ", data=" + data.remaining() + " bytes]";
    }
}
