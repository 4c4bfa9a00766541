package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.PacketAssembler;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.RowFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {

    private static final String KICK = "ff bf 0f 23 48 59 30 30 30 'inactivity'";

    private final EventLog log = new EventLog();
    private final ClientSession session = new ClientSession(log, Conversation.LIMITS);

    @BeforeEach
    void authenticate() {
        receive(packets().from(0).greeting());
        session.respond(Conversation.response(ServerPackets.MODERN), new AuthenticationReader(log.authentication()));
        receive(packets().from(2).ok(2));
        session.outputTaken();
        log.clear();
    }

    @Test
    void sequenceId_over300Rows_wraps() {
        ServerPackets packets = packets().columns("a");
        List<String> events = new ArrayList<>(List.of("q columns a"));
        for (int i = 0; i < 300; i++) {
            packets.row("" + i);
            events.add("q row " + i);
        }
        events.add("q end 0002");
        query().server(packets.end(2)).expect(events.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,2", "1,1", "1,3", "2,0", "2,4", "3,255", "4,4", "4,6"})
    void packet_withAnotherSequenceIdThanDue_isRefused(int packet, int sequence) {
        byte[] bytes = packets().columns("a").row("1").row("2").end(2).bytes();
        bytes[startOf(packet, bytes) + 3] = (byte) sequence;
        List<String> events = List.of("q columns a", "q row 1", "q row 2");
        int reported = Math.max(packet - 2, 0);
        query().server(bytes)
                .expectFailure(
                        ProtocolException.class,
                        "sequence id " + sequence + " instead of " + (packet + 1),
                        events.subList(0, reported == 0 ? 0 : reported + 1).toArray(String[]::new));
    }

    @Test
    void sequenceId_ofAnOk_isCheckedToo() {
        query().server(packets().from(2).ok(2)).expectFailure(ProtocolException.class, "2 instead of 1");
    }

    @Test
    void sequenceId_ofTheNextCommandsAnswer_startsAnew() {
        query().server(packets().columns("a").row("1").end(2))
                .query("next")
                .server(packets().from(5).ok(2))
                .expectFailure(ProtocolException.class, "5 instead of 1", "q columns a", "q row 1", "q end 0002");
    }

    // --- errors outside of any order -------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void error_whileNoCommandIsOpen_isTheServersLastWord(int sequence) {
        ClientSession closed = Conversation.authenticated(ServerPackets.MODERN)
                .server(packets().from(sequence).payload(KICK))
                .expect("connection error 4031 HY000 inactivity");
        assertThat(closed.phase()).isEqualTo(SessionPhase.CLOSED);
        assertThat(closed.acceptsCommand()).isFalse();
    }

    @Test
    void idleKick_thatCrossesACommand_isNotItsAnswer() {
        ClientSession closed =
                query().server(packets().from(0).payload(KICK)).expect("connection error 4031 HY000 inactivity");
        assertThat(closed.phase()).isEqualTo(SessionPhase.CLOSED);
        assertThat(closed.openExchanges()).as("without an answer").isEqualTo(1);
    }

    @Test
    void error1153_whileTheCommandIsStillBeingSent_isTheServersLastWord() {
        sendQueryOfFrames(4);
        receive(packets().from(2).error(1153));
        assertThat(log.events()).containsExactly("connection error 1153 HY000 no");
        assertThat(session.phase()).isEqualTo(SessionPhase.CLOSED);
    }

    @Test
    void error1156_withSequenceIdZero_isTheServersLastWord() {
        query().server(packets().columns("a").row("1").from(0).error(1156))
                .expect("q columns a", "q row 1", "connection error 1156 HY000 no");
    }

    @Test
    void whateverFollowsTheLastWords_isIgnored() {
        query().server(packets().from(0).error(1156).from(1).ok(2).from(99).payload("42 42"))
                .server(packets().ok(2))
                .expect("connection error 1156 HY000 no");
    }

    @Test
    void error_inSequence_isTheCommandsAnswer() {
        ClientSession open = query().server(packets().error(1064)).expect("q error 1064 HY000 no");
        assertThat(open.phase()).isEqualTo(SessionPhase.COMMANDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00 00 00 02 00 00 00", "01 31", "fe 00 00 02 00"})
    void packet_whileNoCommandIsOpen_isRefused(String payload) {
        ClientSession closed = Conversation.authenticated(ServerPackets.MODERN)
                .server(packets().from(0).payload(payload))
                .expectFailure(ProtocolException.class, "unsolicited");
        assertThat(closed.phase()).isEqualTo(SessionPhase.CLOSED);
    }

    @Test
    void packet_behindTheEndOfAResponse_isRefused() {
        query().server(packets().ok(2).ok(2)).expectFailure(ProtocolException.class, "", "q ok 0002");
    }

    @Test
    void bytes_afterAFailure_areIgnored() {
        session.send(new ComPing(), new OkReader(log.ok("p")));
        assertThatThrownBy(() -> receive(packets().payload("fe"))).isInstanceOf(ProtocolException.class);
        receive(packets().ok(2).from(2).ok(2));
        assertThat(log.events()).isEmpty();
        assertThat(session.phase()).isEqualTo(SessionPhase.CLOSED);
    }

    // --- commands of several frames --------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void response_toACommandOfSeveralFrames_goesOnFromItsSequenceIds(int frames) {
        sendQueryOfFrames(frames);
        receive(packets().from(frames).columns("a").row("1").end(2));
        session.send(new ComPing(), new OkReader(log.ok("p")));
        receive(packets().from(1).ok(2));
        assertThat(log.events()).containsExactly("long columns a", "long row 1", "long end 0002", "p ok 0002");
    }

    @Test
    void response_toACommandOfSeveralFramesBehindAnother_goesOnFromItsSequenceIds() {
        session.send(new ComPing(), new OkReader(log.ok("p")));
        sendQueryOfFrames(2);
        receive(packets().from(1).ok(2).from(2).ok(2));
        assertThat(log.events()).containsExactly("p ok 0002", "long ok 0002");
    }

    @Test
    void response_toACommandOfSeveralFrames_fromTheFirstSequenceIdOn_isRefused() {
        sendQueryOfFrames(2);
        assertThatThrownBy(() -> receive(packets().from(1).ok(2)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1 instead of 2");
    }

    private void sendQueryOfFrames(int frames) {
        String sql = " ".repeat((frames - 1) * PacketAssembler.FULL_FRAME);
        session.send(new ComQuery(sql), new ResultsReader(RowFormat.TEXT, log.results("long")));
    }

    private void receive(ServerPackets packets) {
        session.receive(ByteBuffer.wrap(packets.bytes()));
    }

    private static int startOf(int packet, byte[] bytes) {
        int at = 0;
        for (int i = 0; i < packet; i++) {
            at += 4 + (bytes[at] & 0xFF);
        }
        return at;
    }

    private static Conversation query() {
        return Conversation.authenticated(ServerPackets.MODERN).query("q");
    }

    private static ServerPackets packets() {
        return ServerPackets.modern();
    }
}
