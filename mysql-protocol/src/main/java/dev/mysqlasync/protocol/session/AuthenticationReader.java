package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.AuthMoreData;
import dev.mysqlasync.protocol.AuthNextFactor;
import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProtocolException;

/**
 * Reads the server's answers to the handshake response or COM_CHANGE_USER, until it accepts or rejects the user.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">Connection
 *     Phase</a>
 */
public final class AuthenticationReader extends ResponseReader {

    private static final int MAX_ROUNDS = 32;

    private final AuthenticationSink sink;
    private int rounds;

    public AuthenticationReader(AuthenticationSink sink) {
        this.sink = sink;
    }

    @Override
    long maxPacket(SessionLimits limits) {
        return ClientSession.MAX_HANDSHAKE_PACKET;
    }

    @Override
    boolean isFence() {
        return true;
    }

    @Override
    Reading read(PayloadReader packet, ClientSession session) {
        switch (packet.peek()) {
            case 0x00 -> {
                OkPacket ok = OkPacket.decode(packet, session.capabilities());
                session.executed(ok);
                sink.authenticated(ok);
                return Reading.COMPLETE;
            }
            case 0xFF -> {
                session.refused();
                sink.refused(ErrPacket.decode(packet));
                return Reading.COMPLETE;
            }
            default -> {
                readChallenge(packet, session.capabilities());
                return Reading.CONTINUES;
            }
        }
    }

    private void readChallenge(PayloadReader packet, long capabilities) {
        if (++rounds > MAX_ROUNDS) {
            throw new ProtocolException("authentication takes more than " + MAX_ROUNDS + " rounds");
        }
        switch (packet.peek()) {
            case 0xFE -> sink.switchTo(AuthSwitchRequest.decode(packet));
            case 0x01 -> sink.moreData(AuthMoreData.decode(packet));
            case 0x02 -> {
                if (!Capability.has(capabilities, Capability.MULTI_FACTOR_AUTHENTICATION)) {
                    throw new ProtocolException(
                            "the server asks for another factor, but multi-factor authentication was not negotiated");
                }
                sink.nextFactor(AuthNextFactor.decode(packet));
            }
            default ->
                throw new ProtocolException(
                        "a packet of the authentication begins with 0x" + Integer.toHexString(packet.peek()));
        }
    }
}
