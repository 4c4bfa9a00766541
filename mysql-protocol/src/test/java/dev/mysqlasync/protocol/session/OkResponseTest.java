package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ComInitDb;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ComResetConnection;
import dev.mysqlasync.protocol.ComSetOption;
import dev.mysqlasync.protocol.ComStmtReset;
import dev.mysqlasync.protocol.ProtocolException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The response that is one OK or one error. */
class OkResponseTest {

    static Stream<ClientCommand> commands() {
        return Stream.of(
                new ComPing(),
                new ComInitDb("test"),
                new ComResetConnection(),
                new ComStmtReset(1),
                new ComSetOption(true));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_answeredByOk_isComplete(ClientCommand command) {
        ClientSession session = send(command).server(packets().ok(3)).expect("c ok 0003");
        assertThat(session.openExchanges()).isZero();
        assertThat(session.status()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_answeredByError_isComplete(ClientCommand command) {
        ClientSession session = send(command).server(packets().error(1047)).expect("c error 1047 HY000 no");
        assertThat(session.openExchanges()).isZero();
        assertThat(session.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe 00 00 03 00", "fe 00 00 03 00 00 00"})
    void setOption_answeredByEof_isOk(String eof) {
        ClientSession session =
                send(new ComSetOption(false)).server(packets().payload(eof)).expect("c ok 0003");
        assertThat(session.openExchanges()).isZero();
        assertThat(session.status()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "01",
                "02 00",
                "fb 'x'",
                "fe",
                "fe 00 00 02 00",
                "fe 00 00 02 00 00 00",
                "00 00 00 02 00 00 00 01"
            })
    void ping_answeredByAnythingElse_isRefused(String payload) {
        send(new ComPing()).server(packets().payload(payload)).expectFailure(ProtocolException.class, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "fb 'x'", "fe", "fe 00 00 02 00 00"})
    void setOption_answeredByAnythingElse_isRefused(String payload) {
        send(new ComSetOption(true)).server(packets().payload(payload)).expectFailure(ProtocolException.class, "");
    }

    @Test
    void sessionChanges_broughtByOk_areToldBeforeIt() {
        send(new ComInitDb("p_x"))
                .server(packets().payload("00 00 00 02 40 00 00 00 06 01 04 03 70 5f 78"))
                .expect("changed [Schema[name=p_x]]", "c ok 4002");
    }

    private static Conversation send(ClientCommand command) {
        return Conversation.authenticated(ServerPackets.MODERN)
                .send(
                        command,
                        (session, log) -> command instanceof ComSetOption
                                ? OkReader.ofSetOption(log.ok("c"))
                                : new OkReader(log.ok("c")));
    }

    private static ServerPackets packets() {
        return ServerPackets.modern();
    }
}
