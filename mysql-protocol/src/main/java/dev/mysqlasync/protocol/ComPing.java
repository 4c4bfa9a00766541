package dev.mysqlasync.protocol;

/**
 * Checks that the server is alive. The server answers with OK.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_ping.html">COM_PING</a>
 */
public record ComPing() implements ClientCommand {

    public static ComPing decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_PING, "COM_PING");
        in.requireEnd();
        return new ComPing();
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_PING);
    }
}
