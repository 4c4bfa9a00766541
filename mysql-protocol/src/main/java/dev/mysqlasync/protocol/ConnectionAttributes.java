package dev.mysqlasync.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Connection attributes of {@link HandshakeResponse41} and {@link ComChangeUser}.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/en/performance-schema-connection-attribute-tables.html">Connection
 *     attributes</a>
 */
final class ConnectionAttributes {

    /**
     * The limit of the encoded attributes in bytes. The server answers a longer block with ER_HANDSHAKE_ERROR (1043).
     */
    private static final int MAX_LENGTH = 0xFFFF;

    private ConnectionAttributes() {}

    static Map<String, String> decode(PayloadReader in) {
        PayloadReader block = in.slice(in.readLength());
        if (block.remaining() > MAX_LENGTH) {
            throw new ProtocolException("connection attributes take " + block.remaining() + " bytes");
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
                    "connection attributes take " + block.size() + " bytes, over the limit of " + MAX_LENGTH);
        }
        out.writeLenenc(block.size()).writeBytes(block.buffer(), 0, block.size());
    }
}
