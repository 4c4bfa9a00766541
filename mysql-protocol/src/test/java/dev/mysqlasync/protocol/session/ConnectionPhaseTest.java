package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComChangeUser;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.PacketTooLargeException;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.SslRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionPhaseTest {

    private static final String GREETING_9_7 =
            "0a '9.7.4-2' 00 48 00 00 00 39 72 79 05 34 3a 7c 6c 00 ff ff ff 02 00 ff df"
                    + " 15 00*10 61 6c 10 7c 26 17 6b 71 01 66 20 5c 00 'caching_sha2_password' 00";
    private static final String GREETING_10_11 = "0a '5.5.5-10.11.19-MariaDB-0+deb12u1-log' 00 04 00 00 00"
            + " 32 36 54 26 5f 2d 62 27 00 fe ff 08 02 00 ff 81 15 00*6 1d 00 00 00"
            + " 39 28 5b 73 52 7d 43 73 3c 6f 3c 7a 00 'mysql_native_password' 00";
    private static final long WITH_TLS = ServerPackets.MODERN | Capability.CLIENT_SSL;

    private final EventLog log = new EventLog();
    private final ClientSession session = new ClientSession(log, Conversation.LIMITS);

    @Test
    void greeting_ofMySql97_leavesTheResponseToTheClient() {
        ClientSession greeted =
                Conversation.start().server(greetingPacket(GREETING_9_7)).expect("greeting 9.7.4-2");
        assertThat(greeted.phase()).isEqualTo(SessionPhase.RESPONSE);
        assertThat(greeted.status()).isEqualTo(2);
    }

    @Test
    void capabilities_ofMariaDb_includeTheExtendedOnesThatBothHave() {
        long wanted =
                Conversation.mariaDb(Capability.MARIADB_CLIENT_PROGRESS | Capability.MARIADB_CLIENT_BULK_UNIT_RESULTS);
        ClientSession responded = Conversation.start()
                .server(greetingPacket(GREETING_10_11))
                .respond(wanted)
                .expect("greeting 5.5.5-10.11.19-MariaDB-0+deb12u1-log");
        assertThat(responded.capabilities()).isEqualTo(Conversation.mariaDb(Capability.MARIADB_CLIENT_PROGRESS));
    }

    @Test
    void error_beforeTheGreeting_isTheServersLastWord() {
        ClientSession closed = Conversation.start()
                .server(greetingPacket("ff 10 04 'Too many connections'"))
                .expect("connection error 1040  Too many connections");
        assertThat(closed.phase()).isEqualTo(SessionPhase.CLOSED);
    }

    @Test
    void error_betweenGreetingAndResponse_isTheServersLastWord() {
        ClientSession closed = Conversation.start()
                .server(ServerPackets.modern().from(0).greeting().error(1158))
                .expect("greeting 9.7.4", "connection error 1158 HY000 no");
        assertThat(closed.phase()).isEqualTo(SessionPhase.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0b 00 00", "09 '3.20' 00", "00 00 00 02 00 00 00", "fe 00 00 02 00", "'HTTP/1.1 400'", "0a"
            })
    void greeting_thatIsNone_isRefused(String payload) {
        Conversation.start().server(greetingPacket(payload)).expectFailure(ProtocolException.class, "");
    }

    @Test
    void greeting_withoutSequenceIdZero_isRefused() {
        Conversation.start()
                .server(ServerPackets.modern().from(1).greeting())
                .expectFailure(ProtocolException.class, "sequence id 1 instead of 0");
    }

    @Test
    void packet_betweenGreetingAndResponse_isRefused() {
        Conversation.start()
                .server(ServerPackets.modern().from(0).greeting().ok(2))
                .expectFailure(ProtocolException.class, "unsolicited", "greeting 9.7.4");
    }

    // --- TLS -------------------------------------------------------------------------------------------------------

    @Test
    void tlsRequest_takesASequenceId() {
        ClientSession authenticated = Conversation.start()
                .server(ServerPackets.of(WITH_TLS).from(0).greeting())
                .client((client, events) -> client.requestTls(request()))
                .respond(WITH_TLS)
                .server(ServerPackets.of(WITH_TLS).from(3).ok(2))
                .expect("greeting 9.7.4", "authenticated 0002");
        ByteBuffer sent = authenticated.output();
        assertThat(sent.getInt(0)).as("32 bytes, sequence id 1").isEqualTo(0x20_00_00_01);
        assertThat(sent.get(36 + 3)).as("sequence id of the response").isEqualTo((byte) 2);
    }

    @Test
    void tlsRequest_withPlainPacketBehindTheGreeting_isRefused() {
        AtomicReference<ClientSession> itself = new AtomicReference<>();
        SessionListener listener = mock();
        doAnswer(greeted -> {
                    itself.get().requestTls(request());
                    return null;
                })
                .when(listener)
                .greeting(any());
        ClientSession asking = new ClientSession(listener, Conversation.LIMITS);
        itself.set(asking);
        assertThatThrownBy(() -> receive(asking, tlsGreeting().ok(2).bytes()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("unencrypted");
        assertThat(asking.hasOutput()).isFalse();
        assertThat(asking.phase()).isEqualTo(SessionPhase.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10})
    void tlsRequest_withSomePlainBytesBehindTheGreeting_isRefused(int surplus) {
        byte[] both = tlsGreeting().ok(2).bytes();
        int greeting = tlsGreeting().bytes().length;
        receive(session, Arrays.copyOf(both, greeting + surplus));
        assertThatThrownBy(() -> session.requestTls(request()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(surplus + " unencrypted bytes");
        assertThat(session.phase()).isEqualTo(SessionPhase.CLOSED);
        assertThat(session.hasOutput()).isFalse();
    }

    @Test
    void tlsRequest_toServerThatDoesNotOfferIt_isRefused() {
        receive(session, ServerPackets.modern().from(0).greeting().bytes());
        assertThatThrownBy(() -> session.requestTls(request())).isInstanceOf(IllegalStateException.class);
        assertThat(session.hasOutput()).isFalse();
    }

    // --- limits and order ------------------------------------------------------------------------------------------

    @Test
    void packet_over64KibInTheConnectionPhase_isRefusedByItsHeader() {
        byte[] header = {0x01, 0x00, 0x01, 0x00};
        Conversation.start().server(header).expectFailure(ProtocolException.class, "65537 bytes");
    }

    @Test
    void packet_over64KibInAuthentication_isRefused() {
        byte[] header = {0x01, 0x00, 0x01, 0x02};
        Conversation.start()
                .server(ServerPackets.modern().from(0).greeting())
                .respond(ServerPackets.MODERN)
                .server(header)
                .expectFailure(ProtocolException.class, "65537 bytes", "greeting 9.7.4");
    }

    @Test
    void packet_of64KibInAuthentication_isTaken() {
        byte[] payload = new byte[64 * 1024];
        payload[0] = 1;
        ClientSession open = Conversation.start()
                .server(ServerPackets.modern().from(0).greeting())
                .respond(ServerPackets.MODERN)
                .server(ServerPackets.modern().from(2).payload(payload))
                .expect("greeting 9.7.4", "more " + "00".repeat(64 * 1024 - 1));
        assertThat(open.openExchanges()).isEqualTo(1);
    }

    @Test
    void packet_inAChangeOfUser_isHeldTo64Kib() {
        byte[] header = {0x01, 0x00, 0x01, 0x01};
        Conversation.authenticated(ServerPackets.MODERN)
                .send(
                        new ComChangeUser("me", new byte[0], "", 45, "mysql_native_password", Map.of()),
                        (session, log) -> new AuthenticationReader(log.authentication()))
                .server(header)
                .expectFailure(ProtocolException.class, "65537 bytes");
    }

    @Test
    void packet_inAnswerToAShortCommand_isHeldTo1Mib() {
        byte[] header = {0x01, 0x00, 0x10, 0x01};
        Conversation.authenticated(ServerPackets.MODERN)
                .send(new ComPing(), (session, log) -> new OkReader(log.ok("p")))
                .server(header)
                .expectFailure(ProtocolException.class, "1048577 bytes");
    }

    @Test
    void packet_onceAuthenticated_isHeldToTheLimitOfTheSession() {
        byte[] header = {0x01, 0x00, 0x02, 0x01};
        Conversation.authenticated(ServerPackets.MODERN, new SessionLimits(100, 0x2_0000, 1 << 20))
                .query("q")
                .server(header)
                .expectFailure(PacketTooLargeException.class, "131073 bytes is over the limit of 131072");
    }

    @Test
    void response_beforeTheGreeting_isRefused() {
        assertThatThrownBy(() -> session.respond(
                        Conversation.response(ServerPackets.MODERN), new AuthenticationReader(log.authentication())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void command_beforeTheUserIsAuthenticated_isRefused() {
        receive(session, ServerPackets.modern().from(0).greeting().bytes());
        session.respond(Conversation.response(ServerPackets.MODERN), new AuthenticationReader(log.authentication()));
        int size = session.output().remaining();
        assertThat(session.acceptsCommand()).isFalse();
        assertThatThrownBy(() -> session.send(new ComPing(), new OkReader(log.ok("p"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(session.output().remaining()).isEqualTo(size);
    }

    private static byte[] greetingPacket(String payload) {
        return ServerPackets.modern().from(0).payload(payload).bytes();
    }

    private static ServerPackets tlsGreeting() {
        return ServerPackets.of(WITH_TLS).from(0).greeting();
    }

    private static SslRequest request() {
        return new SslRequest(WITH_TLS, 1 << 24, 45);
    }

    private static void receive(ClientSession session, byte[] bytes) {
        session.receive(ByteBuffer.wrap(bytes));
    }
}
