package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.ComStmtPrepare;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.PrepareOk;
import dev.mysqlasync.protocol.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrepareResponseTest {

    private static final long OPTIONAL_METADATA = ServerPackets.MODERN | Capability.CLIENT_OPTIONAL_RESULTSET_METADATA;

    @Test
    void prepare_answeredIn12Bytes_isReported() {
        prepare(ServerPackets.MODERN)
                .server(packets().payload("00 01 00 00 00 01 00 01 00 00 00 00").definitions("?", "a"))
                .expect("p prepared 1 with 1 parameters a");
    }

    @Test
    void prepare_answeredIn13Bytes_isReported() {
        prepare(OPTIONAL_METADATA)
                .server(packets()
                        .payload("00 01 00 00 00 01 00 01 00 00 00 00 01")
                        .definitions("?", "a"))
                .expect("p prepared 1 with 1 parameters a");
    }

    @Test
    void prepare_parametersOfAnyLength_areNotKept() {
        SessionLimits narrow = new SessionLimits(100, 1 << 20, 1_000);
        Conversation.authenticated(ServerPackets.MODERN, narrow)
                .send(new ComStmtPrepare("q"), (session, log) -> new PrepareReader(log.prepare("p")))
                .server(packets()
                        .payload("00 01 00 00 00 00 00 03 00 00 00 00")
                        .definitions("x".repeat(1000), "x".repeat(1000), "x".repeat(1000)))
                .expect("p prepared 1 with 3 parameters");
    }

    @Test
    void prepare_columnsOfMoreBytesThanAllowed_areRefused() {
        SessionLimits narrow = new SessionLimits(100, 1 << 20, 1_000);
        Conversation.authenticated(ServerPackets.MODERN, narrow)
                .send(new ComStmtPrepare("q"), (session, log) -> new PrepareReader(log.prepare("p")))
                .server(packets()
                        .payload("00 01 00 00 00 02 00 00 00 00 00 00")
                        .definitions("x".repeat(500), "x".repeat(500)))
                .expectFailure(DefinitionsTooLargeException.class, "1000 bytes");
    }

    @Test
    void prepare_withoutDefinitions_isReportedAtOnce() {
        ClientSession session = prepare(OPTIONAL_METADATA)
                .server(packets().payload("00 01 00 00 00 01 00 01 00 00 00 00 00"))
                .expect("p prepared 1 with 1 parameters");
        assertThat(session.openExchanges()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,0,''", "0,2,' c0 c1'", "2,0,''", "1,1,' c0'", "3,2,' c0 c1'", "2,3,' c0 c1 c2'"})
    void prepare_ofAnyParametersAndColumns_readsAllDefinitions(int parameters, int columns, String names) {
        for (long capabilities : new long[] {ServerPackets.MODERN, ServerPackets.WITH_EOF}) {
            ClientSession session = prepare(capabilities)
                    .server(answer(capabilities, parameters, columns))
                    .expect("p prepared 7 with " + parameters + " parameters" + names);
            assertThat(session.openExchanges()).isZero();
            assertThat(session.acceptsCommand()).isTrue();
        }
    }

    @Test
    void status_afterThePreparation_isThatOfItsEofPacket() {
        ClientSession session = prepare(ServerPackets.WITH_EOF)
                .server(packets()
                        .payload("00 01 00 00 00 01 00 00 00 00 00 00")
                        .definitions("a")
                        .eof(3))
                .expect("p prepared 1 with 0 parameters a");
        assertThat(session.status()).isEqualTo(3);
    }

    @Test
    void prepare_answeredByError_isReported() {
        ClientSession session =
                prepare(ServerPackets.MODERN).server(packets().error(1064)).expect("p error 1064 HY000 no");
        assertThat(session.openExchanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "fb 'x'",
                "fe 00 00 02 00",
                "00 00 00 02 00 00 00",
                "00 01 00 00 00 01 00 01 00 00 00",
                "00 01 00 00 00 01 00 01 00 00 00 00 01"
            })
    void prepare_answeredByAnythingElse_isRefused(String payload) {
        prepare(ServerPackets.MODERN).server(packets().payload(payload)).expectFailure(ProtocolException.class, "");
    }

    @Test
    void prepare_answeredIn12BytesWhere13WereAgreedOn_isRefused() {
        prepare(OPTIONAL_METADATA)
                .server(packets().payload("00 01 00 00 00 01 00 01 00 00 00 00"))
                .expectFailure(ProtocolException.class, "");
    }

    @Test
    void definitions_withoutTheEofPacketThatWasAgreedOn_areRefused() {
        prepare(ServerPackets.WITH_EOF)
                .server(packets().payload("00 01 00 00 00 02 00 00 00 00 00 00").definitions("a", "b", "c"))
                .expectFailure(ProtocolException.class, "do not end");
    }

    @Test
    void definitions_withAnEofPacketThatWasNotAgreedOn_areRefused() {
        prepare(ServerPackets.MODERN)
                .server(packets().payload("00 01 00 00 00 02 00 00 00 00 00 00").payload("fe 00 00 02 00"))
                .expectFailure(ProtocolException.class, "");
    }

    private static Conversation prepare(long capabilities) {
        return Conversation.authenticated(capabilities)
                .send(new ComStmtPrepare("select ?"), (session, log) -> new PrepareReader(log.prepare("p")));
    }

    private static ServerPackets answer(long capabilities, int parameters, int columns) {
        boolean withEof = !Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF);
        PayloadWriter head = new PayloadWriter();
        new PrepareOk(7, columns, parameters, 0, true).encode(head, capabilities);
        ServerPackets packets = ServerPackets.of(capabilities).payload(head.toByteArray());
        for (int i = 0; i < parameters; i++) {
            packets.definition("?", ColumnType.MYSQL_TYPE_VAR_STRING);
        }
        if (withEof && parameters > 0) {
            packets.eof(2);
        }
        for (int i = 0; i < columns; i++) {
            packets.definition("c" + i, ColumnType.MYSQL_TYPE_LONG);
        }
        return withEof && columns > 0 ? packets.eof(2) : packets;
    }

    private static ServerPackets packets() {
        return ServerPackets.modern();
    }
}
