package dev.mysqlasync.protocol;

/**
 * The client's request for TLS: the first 32 bytes of its {@link HandshakeResponse41}. The server does not answer.
 * After the TLS handshake the client sends the whole response, which starts with the same 32 bytes.
 *
 * @param capabilities bits of {@link Capability}, including {@link Capability#CLIENT_SSL}
 * @param maxPacketSize the largest packet that the client accepts, in bytes
 * @param collation the id of the connection's collation, 0 to 255
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_ssl_request.html">Protocol::SSLRequest</a>
 */
public record SslRequest(long capabilities, int maxPacketSize, int collation) {

    static final int LENGTH = 32;

    /** Throws {@link IllegalArgumentException} if the collation is out of range: the packet has one byte for it. */
    public SslRequest {
        if (collation < 0 || collation > 0xFF) {
            throw new IllegalArgumentException("collation " + collation + " does not fit one byte");
        }
    }

    /** Whether {@code in}, the client's first packet, is this one. A {@link HandshakeResponse41} is longer. */
    public static boolean isNext(PayloadReader in) {
        return in.remaining() == LENGTH;
    }

    public static SslRequest decode(PayloadReader in) {
        SslRequest request = decodeHead(in);
        in.requireEnd();
        return request;
    }

    /** Reads the 32 bytes, of this packet or of {@link HandshakeResponse41}. */
    static SslRequest decodeHead(PayloadReader in) {
        long capabilities = in.readInt4();
        int maxPacketSize = (int) in.readInt4();
        int collation = in.readInt1();
        in.skip(19);
        long extended = in.readInt4();
        if (!Capability.has(capabilities, Capability.CLIENT_LONG_PASSWORD)) {
            capabilities |= extended << 32;
        }
        return new SslRequest(capabilities, maxPacketSize, collation);
    }

    public void encode(PayloadWriter out) {
        boolean extended = !Capability.has(capabilities, Capability.CLIENT_LONG_PASSWORD);
        out.writeInt4(capabilities)
                .writeInt4(maxPacketSize)
                .writeInt1(collation)
                .writeZeros(19)
                .writeInt4(extended ? capabilities >>> 32 : 0);
    }
}
