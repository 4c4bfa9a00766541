package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ComQuit;
import dev.mysqlasync.protocol.ComStmtClose;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ComStmtPrepare;
import dev.mysqlasync.protocol.ComStmtSendLongData;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.PrepareOk;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.RowFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipeliningTest {

    private static final int PING = 0x0E;
    private static final int PREPARE = 0x16;
    private static final int CLOSE = 0x19;

    @Test
    void commands_ofMixedShapesWithErrorsAmongThem_areAnsweredInOrder() {
        ClientSession session = open().query("a")
                .send(new ComPing(), (client, log) -> new OkReader(log.ok("b")))
                .query("c")
                .send(new ComStmtPrepare("x"), (client, log) -> new PrepareReader(log.prepare("d")))
                .execute("e")
                .send(new ComPing(), (client, log) -> new OkReader(log.ok("f")))
                .query("g")
                .server(packets().columns("n").row("1").end(2))
                .server(packets().ok(2))
                .server(packets().columns("n").row("2").error(1317))
                .server(packets().error(1064))
                .server(packets().bigints("n").binaryRow(3L).end(2))
                .server(packets().error(1047))
                .server(packets().ok(0x0A).columns("n").end(2))
                .expect(
                        "a columns n",
                        "a row 1",
                        "a end 0002",
                        "b ok 0002",
                        "c columns n",
                        "c row 2",
                        "c error 1317 HY000 no",
                        "d error 1064 HY000 no",
                        "e columns n",
                        "e row 3",
                        "e end 0002",
                        "f error 1047 HY000 no",
                        "g ok 000a",
                        "g columns n",
                        "g end 0002");
        assertThat(session.openExchanges()).isZero();
    }

    /** What has become output since the last time, as a list of command bytes. */
    private static List<Integer> left(ClientSession client) {
        List<Integer> commands = new ArrayList<>();
        while (client.hasOutput()) {
            ByteBuffer output = client.output();
            while (output.hasRemaining()) {
                int length = output.get() & 0xFF | (output.get() & 0xFF) << 8 | (output.get() & 0xFF) << 16;
                assertThat(output.get()).as("sequence id").isZero();
                commands.add((int) output.get());
                output.position(output.position() + length - 1);
            }
            client.outputTaken();
        }
        return commands;
    }

    @Test
    void oneByOne_commandsSentTogether_becomeOutputAsThoseBeforeAreAnswered() {
        open().client((client, log) -> {
                    client.outputTaken();
                    client.oneByOne(true);
                    client.send(new ComStmtClose(1), null);
                    client.send(new ComPing(), new OkReader(log.ok("a")));
                    client.send(new ComStmtClose(2), null);
                    client.send(new ComPing(), new OkReader(log.ok("b")));
                    client.send(new ComStmtPrepare("x"), new PrepareReader(log.prepare("c")));
                    assertThat(client.openExchanges()).isEqualTo(3);
                    assertThat(left(client)).containsExactly(CLOSE, PING);
                    assertThat(client.hasOutput()).isFalse();
                })
                .server(packets().ok(2))
                .client((client, log) -> assertThat(left(client)).containsExactly(CLOSE, PING))
                .server(packets().error(1064))
                .client((client, log) -> assertThat(left(client)).containsExactly(PREPARE))
                .server(packets().error(1064))
                .expect("a ok 0002", "b error 1064 HY000 no", "c error 1064 HY000 no");
    }

    @Test
    void oneByOne_endsWhileCommandsAreHeld_theyAllBecomeOutput() {
        open().client((client, log) -> {
                    client.outputTaken();
                    client.oneByOne(true);
                    client.send(new ComPing(), new OkReader(log.ok("a")));
                    client.send(new ComPing(), new OkReader(log.ok("b")));
                    client.oneByOne(false);
                    assertThat(left(client)).containsExactly(PING, PING);
                })
                .server(packets().ok(2))
                .server(packets().ok(2))
                .expect("a ok 0002", "b ok 0002");
    }

    @Test
    void oneByOne_commandThatCannotBeEncoded_failsAtOnceAndIsNotHeld() {
        open().client((client, log) -> {
                    client.outputTaken();
                    client.oneByOne(true);
                    client.send(new ComPing(), new OkReader(log.ok("a")));
                    assertThatThrownBy(() -> client.send(
                                    new ComStmtExecute(1, false, List.of(new Object()), List.of()),
                                    new OkReader(log.ok("b"))))
                            .isInstanceOf(IllegalArgumentException.class);
                    assertThat(left(client)).containsExactly(PING);
                })
                .server(packets().ok(2))
                .client((client, log) -> assertThat(client.hasOutput()).isFalse())
                .expect("a ok 0002");
    }

    @Test
    void commands_sentTogether_eachBeginWithSequenceIdZero() {
        ClientSession session = open().client((client, log) -> client.outputTaken())
                .send(new ComPing(), (client, log) -> new OkReader(log.ok("a")))
                .send(new ComStmtClose(7), (client, log) -> null)
                .send(new ComPing(), (client, log) -> new OkReader(log.ok("b")))
                .expect();
        byte[] sent = new byte[session.output().remaining()];
        session.output().get(sent);
        assertThat(sent).isEqualTo(Notation.bytes("01 00 00 00 0e 05 00 00 00 19 07 00 00 00 01 00 00 00 0e"));
        assertThat(session.openExchanges()).isEqualTo(2);
    }

    @Test
    void commandsThatAreNeverAnswered_takeNoPlaceInTheQueue() {
        ClientSession session = open().send(new ComStmtClose(7), (client, log) -> null)
                .query("a")
                .send(new ComStmtSendLongData(1, 0, new byte[3]), (client, log) -> null)
                .send(new ComStmtClose(8), (client, log) -> null)
                .query("b")
                .send(new ComStmtClose(9), (client, log) -> null)
                .server(packets().ok(2))
                .server(packets().ok(2))
                .expect("a ok 0002", "b ok 0002");
        assertThat(session.openExchanges()).isZero();
        assertThat(session.acceptsCommand()).isTrue();
    }

    @Test
    void commandThatIsNeverAnswered_whenAlone_leavesTheSessionIdle() {
        open().send(new ComStmtClose(7), (client, log) -> null)
                .server(packets().ok(2))
                .expectFailure(ProtocolException.class, "");
    }

    @Test
    void command_sentFromTheSinkThatEndsTheOneBefore_isAnsweredNext() {
        open().client((client, log) ->
                        client.send(new ComStmtPrepare("x"), new PrepareReader(new ExecutesWhenPrepared(client, log))))
                .server(packets().payload(prepared(0)))
                .server(packets().bigints("n").binaryRow(3L).end(2))
                .expect("prepared", "x columns n", "x row 3", "x end 0002");
    }

    @Test
    void command_sentFromASink_goesBehindThoseThatAreOpen() {
        open().client((client, log) ->
                        client.send(new ComStmtPrepare("x"), new PrepareReader(new ExecutesWhenPrepared(client, log))))
                .query("b")
                .server(packets().payload(prepared(0)))
                .server(packets().ok(2))
                .server(packets().ok(3))
                .expect("prepared", "b ok 0002", "x ok 0003");
    }

    @Test
    void command_sentFromTheSinkOfAuthentication_isRefusedWhileThatIsOpen() {
        Conversation.start()
                .server(packets().from(0).greeting())
                .respond(ServerPackets.MODERN)
                .client((client, log) -> assertThat(client.acceptsCommand()).isFalse())
                .server(packets().from(2).authSwitch("sha256_password"))
                .client((client, log) -> client.send(new ComPing(), new OkReader(log.ok("p"))))
                .expectFailure(
                        IllegalStateException.class,
                        "1 open exchanges",
                        "greeting 9.7.4",
                        "switch to sha256_password with 20 bytes");
    }

    // --- quitting --------------------------------------------------------------------------------------------------

    @Test
    void quit_endsTheSession() {
        ClientSession session = open().client((client, log) -> client.outputTaken())
                .send(new ComQuit(), (client, log) -> null)
                .server(packets().from(0).error(4031))
                .expect();
        assertThat(session.phase()).isEqualTo(SessionPhase.CLOSED);
        assertThat(session.output().getInt(0)).isEqualTo(0x01_00_00_00);
        assertThatThrownBy(() -> session.send(new ComPing(), null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void quit_whileAnswersAreDue_isRefused() {
        ClientSession session = open().query("a")
                .client((client, log) -> assertThatThrownBy(() -> client.send(new ComQuit(), null))
                        .isInstanceOf(IllegalStateException.class))
                .server(packets().ok(2))
                .expect("a ok 0002");
        assertThat(session.phase()).isEqualTo(SessionPhase.COMMANDS);
    }

    private static Conversation open() {
        return Conversation.authenticated(ServerPackets.MODERN);
    }

    private static ServerPackets packets() {
        return ServerPackets.modern();
    }

    private static byte[] prepared(int parameters) {
        PayloadWriter out = new PayloadWriter();
        new PrepareOk(1, 0, parameters, 0, true).encode(out, ServerPackets.MODERN);
        return out.toByteArray();
    }

    private record ExecutesWhenPrepared(ClientSession session, EventLog log) implements PrepareSink {

        @Override
        public void prepared(int statementId, int parameterCount, List<ColumnDefinition41> columns) {
            log.add("prepared");
            session.send(
                    new ComStmtExecute(statementId, false, List.of(), List.of()),
                    new ResultsReader(RowFormat.BINARY, log.results("x")));
        }

        @Override
        public void error(ErrPacket error) {
            throw new AssertionError("no error was sent");
        }
    }
}
