package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_QUERY_ATTRIBUTES;

import java.util.List;

/**
 * Executes SQL in the text protocol. The server answers with OK, ERR, {@link LocalInfileRequest} or
 * {@link ResultSetHeader}.
 *
 * @param sql one statement; several only if {@link Capability#CLIENT_MULTI_STATEMENTS} was negotiated
 * @param attributes query attributes; not sent unless {@link Capability#CLIENT_QUERY_ATTRIBUTES} was negotiated
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query.html">COM_QUERY</a>
 */
public record ComQuery(String sql, List<QueryAttribute> attributes) implements ClientCommand {

    private static final int PARAMETER_SETS = 1;

    public ComQuery {
        attributes = List.copyOf(attributes);
    }

    /** Creates a command without query attributes. */
    public ComQuery(String sql) {
        this(sql, List.of());
    }

    public static ComQuery decode(PayloadReader in, long capabilities) {
        PacketHeader.expect(in, CommandByte.COM_QUERY, "COM_QUERY");
        List<QueryAttribute> attributes = List.of();
        if (Capability.has(capabilities, CLIENT_QUERY_ATTRIBUTES)) {
            int count = ParameterBlock.readCount(in);
            long sets = in.readLenenc();
            if (sets != PARAMETER_SETS) {
                throw new ProtocolException("COM_QUERY has " + sets + " parameter sets instead of 1");
            }
            attributes = ParameterBlock.decode(in, count, true).readAttributes(in);
        }
        return new ComQuery(in.readRemainingString(), attributes);
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_QUERY);
        if (Capability.has(capabilities, CLIENT_QUERY_ATTRIBUTES)) {
            out.writeLenenc(attributes.size()).writeLenenc(PARAMETER_SETS);
            ParameterBlock.encode(out, List.of(), attributes, true);
        }
        out.writeString(sql);
    }
}
