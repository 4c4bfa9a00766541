package dev.mysqlasync.protocol;

/**
 * Ends the connection. The server closes it without an answer.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_quit.html">COM_QUIT</a>
 */
public record ComQuit() implements ClientCommand {

    public static ComQuit decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_QUIT, "COM_QUIT");
        in.requireEnd();
        return new ComQuit();
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_QUIT);
    }
}
