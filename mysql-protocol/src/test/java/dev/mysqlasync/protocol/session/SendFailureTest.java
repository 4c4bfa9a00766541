package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.ComChangeUser;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ComStmtSendLongData;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.protocol.PacketTooLargeException;
import dev.mysqlasync.protocol.RowFormat;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendFailureTest {

    private static final SessionLimits NARROW = new SessionLimits(100, 1000, 1 << 20);

    private final EventLog log = new EventLog();
    private final ClientSession session = new ClientSession(log, NARROW);

    @Test
    void command_overTheLimit_leavesNothingOfItself() {
        authenticate();
        session.send(new ComPing(), new OkReader(log.ok("a")));
        assertThatThrownBy(() -> query(100)).isInstanceOfSatisfying(PacketTooLargeException.class, e -> {
            assertThat(e.size()).isEqualTo(101);
            assertThat(e.limit()).isEqualTo(100);
        });
        assertThat(sent()).isEqualTo(Notation.bytes("01 00 00 00 0e"));
        assertThat(session.openExchanges()).isEqualTo(1);
    }

    @Test
    void command_ofTheLimitsLength_isSent() {
        authenticate();
        query(99);
        assertThat(sent()).hasSize(4 + 100);
    }

    @Test
    void longData_overTheLimit_isNotSentAndOfTheLimitsLengthIs() {
        authenticate();
        assertThatThrownBy(() -> session.send(new ComStmtSendLongData(1, 0, ByteBuffer.allocate(94)), null))
                .isInstanceOf(PacketTooLargeException.class);
        session.send(new ComStmtSendLongData(1, 0, ByteBuffer.allocate(93)), null);
        assertThat(sent()).hasSize(4 + 100);
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void command_overTheLimit_leavesTheSessionUsable() {
        authenticate();
        assertThatThrownBy(() -> query(100)).isInstanceOf(PacketTooLargeException.class);
        session.send(new ComPing(), new OkReader(log.ok("a")));
        receive(ServerPackets.modern().ok(2));
        assertThat(log.events()).containsExactly("a ok 0002");
    }

    @Test
    void command_thatCannotBeEncoded_leavesNothingOfItself() {
        authenticate();
        session.send(new ComPing(), new OkReader(log.ok("a")));
        ComChangeUser unwritable = new ComChangeUser("a\0b", new byte[0], "", 45, "plugin", Map.of());
        assertThatThrownBy(() -> session.send(unwritable, new AuthenticationReader(log.authentication())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sent()).isEqualTo(Notation.bytes("01 00 00 00 0e"));
        assertThat(session.openExchanges()).isEqualTo(1);
        assertThat(session.acceptsCommand()).isTrue();
    }

    @Test
    void response_thatCannotBeEncoded_leavesNothingOfItself() {
        receive(ServerPackets.modern().from(0).greeting());
        HandshakeResponse41 good = Conversation.response(ServerPackets.MODERN);
        HandshakeResponse41 unwritable = new HandshakeResponse41(
                good.capabilities(), 1 << 24, 45, "a\0b", new byte[0], null, "plugin", Map.of(), 0);
        assertThatThrownBy(() -> session.respond(unwritable, new AuthenticationReader(log.authentication())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(session.hasOutput()).isFalse();
        assertThat(session.phase()).isEqualTo(SessionPhase.RESPONSE);
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void output_onceTaken_isGone() {
        authenticate();
        query(10);
        assertThat(session.hasOutput()).isTrue();
        session.outputTaken();
        assertThat(session.hasOutput()).isFalse();
        assertThat(sent()).isEmpty();
    }

    private void authenticate() {
        receive(ServerPackets.modern().from(0).greeting());
        session.respond(Conversation.response(ServerPackets.MODERN), new AuthenticationReader(log.authentication()));
        receive(ServerPackets.modern().from(2).ok(2));
        session.outputTaken();
        log.clear();
    }

    private void query(int length) {
        session.send(new ComQuery("x".repeat(length)), new ResultsReader(RowFormat.TEXT, log.results("q")));
    }

    private byte[] sent() {
        byte[] sent = new byte[session.output().remaining()];
        session.output().get(sent);
        return sent;
    }

    private void receive(ServerPackets packets) {
        session.receive(ByteBuffer.wrap(packets.bytes()));
    }
}
