package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComChangeUser;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ComQuit;
import dev.mysqlasync.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

    private static final byte[] ANSWER = {1, 2, 3};

    @Test
    void authentication_acceptedAtOnce_opensTheSessionForCommands() {
        ClientSession open = handshake().server(from(2).ok(2)).expect("greeting 9.7.4", "authenticated 0002");
        assertThat(open.acceptsCommand()).isTrue();
        assertThat(open.openExchanges()).isZero();
    }

    @Test
    void authentication_byCachedHash_isToldSoAndAccepted() {
        handshake().server(from(2).payload("01 03").ok(2)).expect("greeting 9.7.4", "more 03", "authenticated 0002");
    }

    @Test
    void authentication_inFullByPublicKey_answersTwice() {
        ClientSession session = handshake()
                .server(from(2).payload("01 04"))
                .client((client, log) -> client.answerChallenge(new byte[] {2}))
                .server(from(4).payload("01 '-----BEGIN'"))
                .client((client, log) -> client.answerChallenge(ANSWER))
                .server(from(6).ok(2))
                .expect("greeting 9.7.4", "more 04", "more 2d2d2d2d2d424547494e", "authenticated 0002");
        assertThat(sentAfterResponse(session)).isEqualTo(Notation.bytes("01 00 00 03 02 03 00 00 05 01 02 03"));
    }

    @Test
    void authentication_switchedToAnotherPlugin_goesOnWithThatOne() {
        handshake()
                .server(from(2).payload("fe 'caching_sha2_password' 00 41*20 00"))
                .client((client, log) -> client.answerChallenge(ANSWER))
                .server(from(4).payload("01 03").ok(2))
                .expect(
                        "greeting 9.7.4",
                        "switch to caching_sha2_password with 20 bytes",
                        "more 03",
                        "authenticated 0002");
    }

    @Test
    void authentication_switchedWith32Bytes_givesThemAll() {
        handshake()
                .server(from(2).payload("fe 'client_ed25519' 00 41*32 00"))
                .expect("greeting 9.7.4", "switch to client_ed25519 with 33 bytes");
    }

    @Test
    void authentication_switchedTheOldWay_namesTheOldPlugin() {
        handshake().server(from(2).payload("fe")).expect("greeting 9.7.4", "switch to mysql_old_password with 0 bytes");
    }

    @Test
    void answer_thatIsEmpty_isAPacketOfItsOwn() {
        ClientSession session = handshake()
                .server(from(2).authSwitch("parsec"))
                .client((client, log) -> client.answerChallenge(new byte[0]))
                .server(from(4).ok(2))
                .expect("greeting 9.7.4", "switch to parsec with 20 bytes", "authenticated 0002");
        assertThat(sentAfterResponse(session)).isEqualTo(Notation.bytes("00 00 00 03"));
    }

    @Test
    void answer_whenNothingIsAsked_isRefused() {
        handshake()
                .server(from(2).ok(2))
                .client((client, log) -> client.answerChallenge(ANSWER))
                .expectFailure(
                        IllegalStateException.class, "no authentication", "greeting 9.7.4", "authenticated 0002");
    }

    @Test
    void answer_afterTheServersLastWords_isRefused() {
        handshake()
                .server(from(0).error(1158))
                .client((client, log) -> client.answerChallenge(ANSWER))
                .expectFailure(
                        IllegalStateException.class, "CLOSED", "greeting 9.7.4", "connection error 1158 HY000 no");
    }

    @Test
    void refusal_endsTheSession() {
        ClientSession refused = handshake()
                .server(from(2).payload("ff 15 04 '#28000' 'Access denied'"))
                .expect("greeting 9.7.4", "refused 1045 28000 Access denied");
        assertThat(refused.phase()).isEqualTo(SessionPhase.CLOSED);
        assertThat(refused.acceptsCommand()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "03 00", "0a 00", "fb 'x'", "fc 01 00", "00", "ff"})
    void packet_thatIsNoneOfAuthentications_isRefused(String payload) {
        handshake().server(from(2).payload(payload)).expectFailure(ProtocolException.class, "", "greeting 9.7.4");
    }

    @Test
    void packet_outOfSequence_isRefused() {
        handshake()
                .server(from(3).ok(2))
                .expectFailure(ProtocolException.class, "sequence id 3 instead of 2", "greeting 9.7.4");
    }

    @Test
    void nextFactor_thatWasAgreedOn_isAskedFor() {
        long capabilities = ServerPackets.MODERN | Capability.MULTI_FACTOR_AUTHENTICATION;
        handshake(capabilities)
                .server(from(2).payload("02 'second' 00 41*20 00"))
                .client((client, log) -> client.answerChallenge(ANSWER))
                .server(from(4).ok(2))
                .expect("greeting 9.7.4", "next factor second", "authenticated 0002");
    }

    @Test
    void nextFactor_thatWasNotAgreedOn_isRefused() {
        handshake()
                .server(from(2).payload("02 'second' 00 41*20 00"))
                .expectFailure(ProtocolException.class, "another factor", "greeting 9.7.4");
    }

    @Test
    void challenges_upTo32_areTaken() {
        String[] events = Stream.concat(
                        Stream.of("greeting 9.7.4"),
                        Stream.concat(
                                IntStream.range(0, 32).mapToObj(round -> "more 04"), Stream.of("authenticated 0002")))
                .toArray(String[]::new);
        handshake().server(challenges(32).ok(2)).expect(events);
    }

    @Test
    void challenge_the33rd_isRefused() {
        String[] events = Stream.concat(
                        Stream.of("greeting 9.7.4"), IntStream.range(0, 32).mapToObj(round -> "more 04"))
                .toArray(String[]::new);
        handshake().server(challenges(33)).expectFailure(ProtocolException.class, "32 rounds", events);
    }

    // --- change of user --------------------------------------------------------------------------------------------

    @Test
    void changeUser_isAuthenticatedAnewAndCommandsGoOn() {
        ClientSession session = changeUser()
                .server(from(1).authSwitch("caching_sha2_password"))
                .client((client, log) -> client.answerChallenge(ANSWER))
                .server(from(3).payload("01 03").ok(2))
                .send(new ComPing(), (client, log) -> new OkReader(log.ok("ping")))
                .server(from(1).ok(2))
                .expect(
                        "switch to caching_sha2_password with 20 bytes",
                        "more 03",
                        "authenticated 0002",
                        "ping ok 0002");
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void changeUser_whileOpen_letsNoCommandBehindIt() {
        changeUser()
                .client((client, log) -> assertThat(client.acceptsCommand()).isFalse())
                .send(new ComPing(), (client, log) -> new OkReader(log.ok("ping")))
                .expectFailure(IllegalStateException.class, "1 open exchanges");
    }

    @Test
    void changeUser_behindOtherCommands_isAnsweredAfterThem() {
        Conversation.authenticated(ServerPackets.MODERN)
                .query("q")
                .client((client, log) ->
                        client.send(changeUserCommand(), new AuthenticationReader(log.authentication())))
                .server(from(1).columns("a").row("1").end(2))
                .server(from(1).authSwitch("mysql_native_password"))
                .client((client, log) -> client.answerChallenge(ANSWER))
                .server(from(3).ok(2))
                .expect(
                        "q columns a",
                        "q row 1",
                        "q end 0002",
                        "switch to mysql_native_password with 20 bytes",
                        "authenticated 0002");
    }

    @Test
    void changeUser_behindACommandThatIsOpen_takesNoAnswerYet() {
        Conversation.authenticated(ServerPackets.MODERN)
                .query("q")
                .client((client, log) ->
                        client.send(changeUserCommand(), new AuthenticationReader(log.authentication())))
                .client((client, log) -> client.answerChallenge(ANSWER))
                .expectFailure(IllegalStateException.class, "no authentication is open");
    }

    @Test
    void changeUser_refused_endsTheSession() {
        ClientSession refused = changeUser().server(from(1).error(1045)).expect("refused 1045 HY000 no");
        assertThat(refused.phase()).isEqualTo(SessionPhase.CLOSED);
        assertThatThrownBy(() -> refused.send(new ComQuit(), null)).isInstanceOf(IllegalStateException.class);
    }

    private static Conversation changeUser() {
        return Conversation.authenticated(ServerPackets.MODERN)
                .client((client, log) ->
                        client.send(changeUserCommand(), new AuthenticationReader(log.authentication())));
    }

    private static ComChangeUser changeUserCommand() {
        return new ComChangeUser("you", new byte[0], "", 45, "mysql_native_password", Map.of());
    }

    private static Conversation handshake() {
        return handshake(ServerPackets.MODERN);
    }

    private static Conversation handshake(long capabilities) {
        return Conversation.start()
                .server(ServerPackets.of(capabilities).from(0).greeting())
                .respond(capabilities);
    }

    private static ServerPackets from(int sequence) {
        return ServerPackets.modern().from(sequence);
    }

    private static ServerPackets challenges(int count) {
        ServerPackets packets = from(2);
        for (int i = 0; i < count; i++) {
            packets.payload("01 04");
        }
        return packets;
    }

    private static byte[] sentAfterResponse(ClientSession session) {
        ByteBuffer sent = session.output();
        int response = (sent.get(0) & 0xFF) | (sent.get(1) & 0xFF) << 8;
        byte[] rest = new byte[sent.remaining() - 4 - response];
        sent.get(4 + response, rest);
        return rest;
    }
}
