package dev.mysqlasync.protocol;

/**
 * Changes the default schema. The server answers with OK or ERR.
 *
 * @param schema the schema's name
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_init_db.html">COM_INIT_DB</a>
 */
public record ComInitDb(String schema) implements ClientCommand {

    public static ComInitDb decode(PayloadReader in) {
        PacketHeader.expect(in, CommandByte.COM_INIT_DB, "COM_INIT_DB");
        return new ComInitDb(in.readRemainingString());
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_INIT_DB).writeString(schema);
    }
}
