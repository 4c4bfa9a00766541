package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.EofPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProtocolException;
import java.util.List;

/**
 * Reads a response that is one OK or ERR: COM_PING, COM_INIT_DB, COM_RESET_CONNECTION, COM_STMT_RESET; with
 * {@link #ofSetOption} COM_SET_OPTION.
 */
public final class OkReader extends ResponseReader {

    private static final int EOF_LENGTH = 5;

    private final OkSink sink;
    private final boolean endsInEof;

    public OkReader(OkSink sink) {
        this(sink, false);
    }

    private OkReader(OkSink sink, boolean endsInEof) {
        this.sink = sink;
        this.endsInEof = endsInEof;
    }

    /** Creates a reader for COM_SET_OPTION, which servers answer with EOF or OK. */
    public static OkReader ofSetOption(OkSink sink) {
        return new OkReader(sink, true);
    }

    @Override
    Reading read(PayloadReader packet, ClientSession session) {
        switch (packet.peek()) {
            case 0x00 -> accept(OkPacket.decode(packet, session.capabilities()), session);
            case 0xFE -> accept(eof(packet, session), session);
            case 0xFF -> sink.error(session.error(packet));
            default -> throw unexpected(packet.peek());
        }
        return Reading.COMPLETE;
    }

    private OkPacket eof(PayloadReader packet, ClientSession session) {
        if (!endsInEof) {
            throw unexpected(packet.peek());
        }
        return endOfData(packet, session);
    }

    private void accept(OkPacket ok, ClientSession session) {
        session.executed(ok);
        sink.ok(ok);
    }

    /** Decodes an EOF packet, or an OK packet with the header of EOF, as an OK packet. */
    static OkPacket endOfData(PayloadReader packet, ClientSession session) {
        if (packet.remaining() != EOF_LENGTH) {
            return OkPacket.decode(packet, session.capabilities());
        }
        EofPacket eof = EofPacket.decode(packet);
        return new OkPacket(0, 0, eof.statusFlags(), eof.warnings(), "", List.of());
    }

    static ProtocolException unexpected(int first) {
        return new ProtocolException(
                "a packet begins with 0x" + Integer.toHexString(first) + " instead of the header of OK or ERR");
    }
}
