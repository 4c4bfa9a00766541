package dev.mysqlasync.protocol;

/**
 * Turns {@link Capability#CLIENT_MULTI_STATEMENTS} on or off for the session. The server answers with EOF or ERR. With
 * {@link Capability#CLIENT_DEPRECATE_EOF}, EOF is an OK packet with the header 0xFE.
 *
 * @param multiStatements whether one {@link ComQuery} may hold several statements
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_set_option.html">COM_SET_OPTION</a>
 */
public record ComSetOption(boolean multiStatements) implements ClientCommand {

    private static final int MYSQL_OPTION_MULTI_STATEMENTS_ON = 0;
    private static final int MYSQL_OPTION_MULTI_STATEMENTS_OFF = 1;

    public static ComSetOption decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_SET_OPTION, "COM_SET_OPTION");
        int option = in.readInt2();
        if (option > MYSQL_OPTION_MULTI_STATEMENTS_OFF) {
            throw new ProtocolException("COM_SET_OPTION has the unknown option " + option);
        }
        in.requireEnd();
        return new ComSetOption(option == MYSQL_OPTION_MULTI_STATEMENTS_ON);
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_SET_OPTION)
                .writeInt2(multiStatements ? MYSQL_OPTION_MULTI_STATEMENTS_ON : MYSQL_OPTION_MULTI_STATEMENTS_OFF);
    }
}
