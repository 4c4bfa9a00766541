package dev.mysqlasync.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names and values a client says about itself, as they stand in {@link HandshakeResponse41} and
 * {@link ComChangeUser}.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/en/performance-schema-connection-attribute-tables.html">Connection
 *     attributes</a>
 */
final class ConnectionAttributes {

    /** A server answers one byte more with error 1043, bad handshake. */
    private static final int MAX_LENGTH = 0xFFFF;

    private ConnectionAttributes() {}

    static Map<String, String> decode(PayloadReader in) {
        PayloadReader block = in.slice(in.readLength());
        if (block.remaining() > MAX_LENGTH) {
            throw new ProtocolException("connection attributes of " + block.remaining() + " bytes");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        while (block.hasRemaining()) {
            attributes.put(block.readLenencString(), block.readLenencString());
        }
        return attributes;
    }

    static void encode(PayloadWriter out, Map<String, String> attributes) {
        PayloadWriter block = new PayloadWriter();
        attributes.forEach((name, value) -> block.writeLenencString(name).writeLenencString(value));
        if (block.size() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "connection attributes of " + block.size() + " bytes, over the limit of " + MAX_LENGTH);
        }
        out.writeLenenc(block.size()).writeBytes(block.buffer(), 0, block.size());
    }
}
