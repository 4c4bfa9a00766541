package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.PacketAssembler;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.StatusFlag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LOAD DATA LOCAL: the server asks for a file, the client sends it in the middle of the response. */
class InfileTest {

    private static final String REQUEST = "fb 'data.csv'";
    private static final int MORE = StatusFlag.SERVER_STATUS_AUTOCOMMIT | StatusFlag.SERVER_MORE_RESULTS_EXISTS;
    private static final int LARGEST = PacketAssembler.FULL_FRAME - 1;

    // --- the conversation ------------------------------------------------------------------------------------------

    @Test
    void file_sentWhenAskedFor_isAnsweredByOk() {
        ClientSession session = load(client -> {
                    send(client, "1,a\n");
                    send(client, "2,b\n");
                    client.endInfile();
                })
                .server(packets().payload(REQUEST).from(5).ok(2))
                .expect("l file data.csv", "l ok 0002");

        assertThat(session.openExchanges()).isZero();
        assertThat(session.takesInfile()).isFalse();
    }

    @Test
    void file_sentLater_isAnsweredByOk() {
        ClientSession session = load(client -> {})
                .server(packets().payload(REQUEST))
                .client((client, log) -> send(client, "1,a\n"))
                .client((client, log) -> client.endInfile())
                .server(packets().from(4).ok(2))
                .expect("l file data.csv", "l ok 0002");

        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void file_behindOtherCommands_isSentWhenItsTurnComes() {
        Conversation.authenticated(ServerPackets.MODERN)
                .query("q")
                .send(new ComQuery("load"), (session, log) -> inviting(session, log, ClientSession::endInfile))
                .server(packets().ok(2).from(1).payload(REQUEST).from(3).ok(2))
                .expect("q ok 0002", "l file data.csv", "l ok 0002");
    }

    @Test
    void file_inASecondStatement_isAskedForAfterTheFirstsResult() {
        load(ClientSession::endInfile)
                .server(packets().ok(MORE).payload(REQUEST).from(4).ok(MORE).ok(2))
                .expect("l ok 000a", "l file data.csv", "l ok 000a", "l ok 0002");
    }

    @Test
    void file_thatTheServerRefusesAtItsEnd_isTheStatementsError() {
        ClientSession session = load(ClientSession::endInfile)
                .server(packets().payload(REQUEST).from(3).error(1317))
                .expect("l file data.csv", "l error 1317 HY000 no");

        assertThat(session.phase()).isEqualTo(SessionPhase.COMMANDS);
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void statement_thatIsAnsweredWithoutAsking_isAsAnyOther() {
        load(client -> {}).server(packets().error(1146)).expect("l error 1146 HY000 no");
        load(client -> {}).server(packets().ok(2)).expect("l ok 0002");
        load(client -> {})
                .server(packets().columns("a").row("1").end(2))
                .expect("l columns a", "l row 1", "l end 0002");
    }

    // --- what a server must not do ---------------------------------------------------------------------------------

    @Test
    void secondRequest_inTheSameResponse_isUninvited() {
        ClientSession session = load(client -> {
                    send(client, "1");
                    client.endInfile();
                    client.outputTaken();
                })
                .server(packets().payload(REQUEST).from(4).ok(MORE).payload(REQUEST))
                .expectFailure(UninvitedFileRequestException.class, "local file", "l file data.csv", "l ok 000a");

        assertThat(session.hasOutput()).isFalse();
        assertThat(session.phase()).isEqualTo(SessionPhase.CLOSED);
        assertThat(session.takesInfile()).isFalse();
    }

    @Test
    void secondRequest_insteadOfAnAnswer_isUninvited() {
        load(ClientSession::endInfile)
                .server(packets().payload(REQUEST).from(3).payload(REQUEST))
                .expectFailure(UninvitedFileRequestException.class, "local file", "l file data.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 00 02 00 00 00", "01", "fb 'other'", "fe 00 00 02 00 00 00"})
    void answer_beforeTheEndOfTheFile_isRefused(String payload) {
        load(client -> send(client, "1,a\n"))
                .server(packets().payload(REQUEST).from(3).payload(payload))
                .expectFailure(ProtocolException.class, "end of the file", "l file data.csv");
    }

    @Test
    void error_beforeTheEndOfTheFile_isTheStatementsError() {
        ClientSession session = load(client -> send(client, "1,a\n"))
                .server(packets().payload(REQUEST).from(3).error(1317))
                .expect("l file data.csv", "l error 1317 HY000 no");

        assertThat(session.openExchanges()).isZero();
        assertThat(session.takesInfile()).isFalse();
        assertThatIllegalStateException().isThrownBy(session::endInfile);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void error_outOfSequenceWhileTheFileIsSent_isTheServersLastWord(int sequence) {
        ClientSession session = load(client -> send(client, "1,a\n"))
                .server(packets().payload(REQUEST).from(sequence).error(1153))
                .expect("l file data.csv", "connection error 1153 HY000 no");

        assertThat(session.phase()).isEqualTo(SessionPhase.CLOSED);
        assertThat(session.takesInfile()).isFalse();
    }

    // --- what a client must not do ---------------------------------------------------------------------------------

    @Test
    void command_behindAnInvitation_isNotSent() {
        ClientSession session = load(client -> {}).expect();

        assertThat(session.acceptsCommand()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> session.send(new ComPing(), null));
    }

    @Test
    void command_afterTheResponse_isSentAndAnswered() {
        load(ClientSession::endInfile)
                .server(packets().payload(REQUEST).from(3).ok(2))
                .query("next")
                .server(packets().ok(2))
                .expect("l file data.csv", "l ok 0002", "next ok 0002");
    }

    @Test
    void file_thatNobodyAskedFor_isNotSent() {
        ClientSession session = load(client -> {}).expect();
        session.outputTaken();

        assertThat(session.takesInfile()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> send(session, "1,a\n"));
        assertThatIllegalStateException().isThrownBy(session::endInfile);
        assertThat(session.hasOutput()).isFalse();
    }

    @Test
    void file_thatHasEnded_hasNoMore() {
        ClientSession session =
                load(client -> {}).server(packets().payload(REQUEST)).expect("l file data.csv");
        session.endInfile();

        assertThat(session.takesInfile()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> send(session, "1,a\n"));
        assertThatIllegalStateException().isThrownBy(session::endInfile);
    }

    // --- the packets -----------------------------------------------------------------------------------------------

    @Test
    void parts_areAPacketEachAndTheEndIsEmpty() {
        ClientSession session = asked();

        ByteBuffer part = ByteBuffer.wrap(Notation.bytes("'-1,a-'")).position(1).limit(4);
        session.sendInfile(part);
        session.sendInfile(ByteBuffer.allocate(0));
        session.sendInfile(ByteBuffer.wrap(Notation.bytes("0a")).asReadOnlyBuffer());
        session.endInfile();

        assertThat(part.hasRemaining()).isFalse();
        assertThat(sent(session)).isEqualTo(Notation.bytes("03 00 00 02 '1,a' 01 00 00 03 0a 00 00 00 04"));
    }

    @Test
    void sequenceId_over300Parts_wraps() {
        ClientSession session = load(client -> {
                    for (int i = 0; i < 300; i++) {
                        send(client, "x");
                    }
                    client.endInfile();
                })
                .server(packets().payload(REQUEST).from(303 & 0xFF).ok(2))
                .expect("l file data.csv", "l ok 0002");

        assertThat(sent(session)).startsWith(1, 0, 0, 2, 'x');
        assertThat(sent(session)).endsWith(1, 0, 0, 301 & 0xFF, 'x', 0, 0, 0, 302 & 0xFF);
    }

    @ParameterizedTest
    @CsvSource({LARGEST + ", 1", LARGEST + 1 + ", 2", LARGEST + 2 + ", 2"})
    void part_thatAFrameCannotHold_isSplitIntoPackets(int length, int packets) {
        ClientSession session = asked();

        session.sendInfile(ByteBuffer.allocate(length));

        byte[] sent = sent(session);
        assertThat(sent).hasSize(length + 4 * packets);
        assertThat(Arrays.copyOf(sent, 4)).containsExactly(0xFE, 0xFF, 0xFF, 2);
    }

    @Test
    void part_overTheLimitOfWhatIsSent_isSplitIntoPackets() {
        ClientSession session = asked(new SessionLimits(10, 1000, 1 << 20));

        session.sendInfile(ByteBuffer.wrap(Notation.bytes("'0123456789abc'")));

        assertThat(sent(session)).isEqualTo(Notation.bytes("0a 00 00 02 '0123456789' 03 00 00 03 'abc'"));
    }

    @Test
    void failureOfTheSink_closesTheSession() {
        Conversation.authenticated(ServerPackets.MODERN)
                .send(
                        new ComQuery("load"),
                        (session, log) -> ResultsReader.invitingInfile(log.results("l"), name -> {
                            throw new UnsupportedOperationException("mine");
                        }))
                .server(packets().payload(REQUEST))
                .expectFailure(UnsupportedOperationException.class, "mine");
    }

    /** A LOAD DATA LOCAL whose file is provided by {@code provider} when the server asks. */
    private static Conversation load(Consumer<ClientSession> provider) {
        return load(provider, Conversation.LIMITS);
    }

    private static Conversation load(Consumer<ClientSession> provider, SessionLimits limits) {
        return Conversation.authenticated(ServerPackets.MODERN, limits)
                .client((session, log) -> session.outputTaken())
                .send(new ComQuery("load"), (session, log) -> inviting(session, log, provider));
    }

    private static ResultsReader inviting(ClientSession session, EventLog log, Consumer<ClientSession> provider) {
        return ResultsReader.invitingInfile(log.results("l"), name -> {
            log.add("l file " + name);
            session.outputTaken();
            provider.accept(session);
        });
    }

    private static ClientSession asked() {
        return asked(Conversation.LIMITS);
    }

    private static ClientSession asked(SessionLimits limits) {
        ClientSession session =
                load(client -> {}, limits).server(packets().payload(REQUEST)).expect("l file data.csv");
        assertThat(session.takesInfile()).isTrue();
        return session;
    }

    private static void send(ClientSession session, String data) {
        session.sendInfile(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sent(ClientSession session) {
        byte[] sent = new byte[session.output().remaining()];
        session.output().get(sent);
        return sent;
    }

    private static ServerPackets packets() {
        return ServerPackets.modern();
    }
}
