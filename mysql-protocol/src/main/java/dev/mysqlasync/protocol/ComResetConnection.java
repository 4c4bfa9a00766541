package dev.mysqlasync.protocol;

/**
 * Resets the session state without a new authentication; user and default schema stay. The server answers with OK or
 * ERR.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_reset_connection.html">COM_RESET_CONNECTION</a>
 */
public record ComResetConnection() implements ClientCommand {

    public static ComResetConnection decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_RESET_CONNECTION, "COM_RESET_CONNECTION");
        in.requireEnd();
        return new ComResetConnection();
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_RESET_CONNECTION);
    }
}
