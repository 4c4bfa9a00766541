package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.Replies.disconnect;
import static dev.mysqlasync.testkit.Replies.never;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.raw;
import static dev.mysqlasync.testkit.Replies.reset;
import static dev.mysqlasync.testkit.Replies.rows;
import static dev.mysqlasync.testkit.Replies.unframed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.RowFormat;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyFaultTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RowsReply THREE = rows("n INT").row(1).row(2).row(3);

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();
    private RawClient client;

    @BeforeEach
    void login() throws IOException {
        client = RawClient.login(mysql);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        mysql.close();
    }

    private byte[] bytesOf(Reply reply) throws IOException {
        mysql.when("X").reply(reply);
        client.send(new ComQuery("X"));
        return client.readAll();
    }

    @Test
    void rowsThenError_comesAfterSoManyRows() throws Exception {
        mysql.when("X").reply(THREE.rowsThenError(2, 1317, "70100", "Query execution was interrupted"));

        Answer answer = client.query("X");
        assertThat(answer.rows()).containsExactly(List.of(1), List.of(2));
        assertThat(answer.errorCode()).isEqualTo(1317);
        assertThat(client.query("SELECT 1").rows()).hasSize(1);
    }

    @Test
    void disconnectAfterRows_givesThoseRowsAndTheEnd() throws Exception {
        assertThat(bytesOf(THREE.disconnectAfterRows(2))).endsWith(2, 0, 0, 3, 1, '1', 2, 0, 0, 4, 1, '2');
        assertThat(mysql.connections().get(0).closedBy()).isEqualTo(ClosedBy.SERVER);
    }

    @Test
    void resetAfterRows_isSeenAsAFailure() {
        mysql.when("X").reply(THREE.resetAfterRows(1));

        assertThatThrownBy(() -> client.query("X"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 37})
    void disconnectAfterBytes_sendsExactlySoMany(int bytes) throws Exception {
        assertThat(bytesOf(THREE.disconnectAfterBytes(bytes))).hasSize(bytes);
    }

    @Test
    void disconnectAfterBytes_replyIsShorter_nothingHappens() throws Exception {
        mysql.when("X").reply(THREE.disconnectAfterBytes(10_000));

        assertThat(client.query("X").rows()).hasSize(3);
        assertThat(client.query("X").rows()).hasSize(3);
    }

    @Test
    void resetAfterBytes_isSeenAsAFailure() {
        mysql.when("X").reply(THREE.resetAfterBytes(10));

        assertThatThrownBy(() -> client.query("X")).isInstanceOf(IOException.class);
    }

    @Test
    void truncateLastPacket_headerTellsTheShorterLength() throws Exception {
        mysql.when("X").reply(ok().truncateLastPacket());
        client.send(new ComQuery("X"));

        assertThat(client.read().readRemaining()).containsExactly(0, 0, 0);
    }

    @Test
    void wrongSequenceId_isOneTooHigh() throws Exception {
        mysql.when("X").reply(ok().wrongSequenceId());
        client.send(new ComQuery("X"));
        client.startAt(2);

        assertThat(client.answers(RowFormat.TEXT).get(0).ok()).isNotNull();
    }

    @Test
    void raw_payloadsGetHeaders() throws Exception {
        mysql.when("X").reply(raw(new byte[] {9, 8}, new byte[] {7}));
        client.send(new ComQuery("X"));

        assertThat(client.readBytes(11)).containsExactly(2, 0, 0, 1, 9, 8, 1, 0, 0, 2, 7);
    }

    @Test
    void unframed_isSentAsItIs() throws Exception {
        mysql.when("X").reply(unframed((byte) 1, (byte) 2));
        client.send(new ComQuery("X"));

        assertThat(client.readBytes(2)).containsExactly(1, 2);
    }

    @Test
    void disconnect_answersNothing() throws Exception {
        assertThat(bytesOf(disconnect())).isEmpty();
    }

    @Test
    void reset_answersWithAFailure() {
        mysql.when("X").reply(reset());

        assertThatThrownBy(() -> client.query("X"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void never_killQueryFromAnotherConnection_interruptsIt() throws Exception {
        mysql.when("X").reply(never());
        client.send(new ComQuery("X"));
        mysql.await(PATIENCE, () -> !mysql.commands().isEmpty());

        try (RawClient killer = RawClient.login(mysql)) {
            assertThat(killer.query("KILL QUERY 1").ok()).isNotNull();
        }
        assertThat(client.answers(RowFormat.TEXT).get(0).errorCode()).isEqualTo(1317);
        assertThat(client.query("SELECT 1").rows()).hasSize(1);
    }

    @Test
    void endlessRows_killQuery_interruptsThem() throws Exception {
        mysql.when("X").reply(endlessRows());
        client.send(new ComQuery("X"));
        mysql.await(PATIENCE, () -> !mysql.commands().isEmpty());

        try (RawClient killer = RawClient.login(mysql)) {
            killer.query("KILL QUERY 1");
        }
        assertThat(client.answers(RowFormat.TEXT).get(0).errorCode()).isEqualTo(1317);
        assertThat(client.query("SELECT 1").rows()).hasSize(1);
    }

    @Test
    void endlessRows_kill_endsTheConnection() throws Exception {
        mysql.when("X").reply(endlessRows());
        client.send(new ComQuery("X"));
        mysql.await(PATIENCE, () -> !mysql.commands().isEmpty());

        try (RawClient killer = RawClient.login(mysql)) {
            killer.query("KILL 1");
        }
        assertThatThrownBy(() -> client.answers(RowFormat.TEXT)).isInstanceOf(EOFException.class);
    }

    private static Reply endlessRows() {
        String text = "x".repeat(100);
        return rows("t VARCHAR(100)")
                .generate(() -> Stream.generate(() -> List.of(text)).iterator());
    }

    @Test
    void kill_unknownConnection_isError1094() throws Exception {
        assertThat(client.query("KILL 99").errorCode()).isEqualTo(1094);
    }

    @Test
    void delay_waitsBeforeTheReply() throws Exception {
        mysql.when("X").reply(ok().then(ok().affected(2).delay(Duration.ofMillis(1))));

        assertThat(client.queries("X")).hasSize(2);
    }

    @Test
    void killConnection_closesIt() throws Exception {
        mysql.killConnection(1);

        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void command_outOfSequence_isErrorAndTheEnd() throws Exception {
        client.startAt(3);
        client.write(new byte[] {0x0E});

        assertThat(ErrPacket.decode(client.read()).code()).isEqualTo(1156);
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void command_unknown_isError1047AndConnectionStaysUsable() throws Exception {
        client.startAt(0);
        client.write(new byte[] {0x0C, 1, 0, 0, 0});

        assertThat(ErrPacket.decode(client.read()).code()).isEqualTo(1047);
        assertThat(client.query("SELECT 1").rows()).hasSize(1);
    }

    @Test
    void command_malformed_isError1835() throws Exception {
        client.startAt(0);
        client.write(new byte[] {0x19, 1});

        assertThat(ErrPacket.decode(client.read()).code()).isEqualTo(1835);
    }

    @Test
    void command_overMaxAllowedPacket_isError1153AndTheEnd() throws Exception {
        try (FakeMySqlServer small =
                        FakeMySqlServer.builder().maxAllowedPacket(1024).socket();
                RawClient asking = RawClient.login(small)) {
            assertThat(asking.query("x".repeat(1022)).errorCode()).isEqualTo(1105);
            asking.send(new ComQuery("x".repeat(1023)));

            assertThat(ErrPacket.decode(asking.read()).code()).isEqualTo(1153);
            assertThat(asking.atEnd()).isTrue();
        }
    }
}
