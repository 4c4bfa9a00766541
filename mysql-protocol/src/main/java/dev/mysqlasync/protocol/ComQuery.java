package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_QUERY_ATTRIBUTES;

import java.util.List;

/**
 * Runs SQL, with rows coming as text; answered by OK, ERR, {@link LocalInfileRequest} or {@link ResultSetHeader}.
 *
 * @param sql one statement, or several with {@link Capability#CLIENT_MULTI_STATEMENTS}
 * @param attributes left out where {@link Capability#CLIENT_QUERY_ATTRIBUTES} was not negotiated
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query.html">COM_QUERY</a>
 */
public record ComQuery(String sql, List<QueryAttribute> attributes) implements ClientCommand {

    private static final int PARAMETER_SETS = 1;

    public ComQuery {
        attributes = List.copyOf(attributes);
    }

    /** A query without attributes. */
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
                throw new ProtocolException("COM_QUERY with " + sets + " sets of parameters");
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
