package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The response to COM_QUERY: OK, error, or rows as text. */
class QueryResponseTest {

    private static final String DEFINITION_OF_A =
            "03 64 65 66 00 00 00 01 61 00 0c 3f 00 02 00 00 00 08 81 00 00 00 00";
    private static final int MORE = 0x0A;

    @Test
    void query_oneRow_isReported() {
        ClientSession session = query().server(packets()
                        .payload("01")
                        .payload(DEFINITION_OF_A)
                        .payload("01 31")
                        .payload("fe 00 00 02 00 00 00"))
                .expect("q columns a", "q row 1", "q end 0002");
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void query_oneRowWithEofPackets_isReportedTheSame() {
        ClientSession session = query(ServerPackets.WITH_EOF)
                .server(packets()
                        .payload("01")
                        .payload(DEFINITION_OF_A)
                        .payload("fe 00 00 02 00")
                        .payload("01 31")
                        .payload("fe 00 00 02 00"))
                .expect("q columns a", "q row 1", "q end 0002");
        assertThat(session.openExchanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void query_withoutRows_hasColumnsAndAnEnd(boolean deprecatesEof) {
        long capabilities = deprecatesEof ? ServerPackets.MODERN : ServerPackets.WITH_EOF;
        query(capabilities)
                .server(ServerPackets.of(capabilities).columns("a", "b").end(2))
                .expect("q columns a b", "q end 0002");
    }

    @Test
    void query_answeredByOk_isReportedWithWhatOkSays() {
        query().server(packets().payload("00 02 00 22 00 00 00 28 'Rows matched: 2  Changed: 2  Warnings: 0'"))
                .expect("q ok 0022 affected 2 Rows matched: 2  Changed: 2  Warnings: 0");
    }

    @Test
    void query_answeredByError_isReportedWithItsState() {
        ClientSession session = query().server(
                        packets().payload("ff 19 04 23 34 32 30 30 30 'Unknown database ''nodb'"))
                .expect("q error 1049 42000 Unknown database nodb");
        assertThat(session.acceptsCommand()).isTrue();
    }

    @Test
    void query_answeredByErrorOfThreeBytes_isReported() {
        query().server(packets().payload("ff 19 04")).expect("q error 1049  ");
    }

    @Test
    void query_errAfterTwoRows_endsTheResponse() {
        query().server(packets().columns("a").row("1").row("2").error(1317))
                .query("next")
                .server(packets().ok(2))
                .expect("q columns a", "q row 1", "q row 2", "q error 1317 HY000 no", "next ok 0002");
    }

    @Test
    void query_errAmongTheDefinitions_endsTheResponse() {
        ClientSession session = query().server(packets()
                        .count(2)
                        .definition("a", ColumnType.MYSQL_TYPE_LONG)
                        .error(1028))
                .expect("q error 1028 HY000 no");
        assertThat(session.openExchanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void query_errRightAfterTheDefinitions_endsTheResponse(boolean deprecatesEof) {
        long capabilities = deprecatesEof ? ServerPackets.MODERN : ServerPackets.WITH_EOF;
        query(capabilities)
                .server(ServerPackets.of(capabilities).columns("a").error(1242))
                .expect("q columns a", "q error 1242 HY000 no");
    }

    @Test
    void row_ofNullAndEmptyText_isNotAFileRequest() {
        query().server(packets()
                        .columns("a", "b")
                        .payload("fb 00")
                        .payload("00 01 31")
                        .end(2))
                .expect("q columns a b", "q row NULL ", "q row  1", "q end 0002");
    }

    // --- several results -------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void results_ofEveryKind_followOneAnother(boolean deprecatesEof) {
        long capabilities = deprecatesEof ? ServerPackets.MODERN : ServerPackets.WITH_EOF;
        ClientSession session = query(capabilities)
                .server(ServerPackets.of(capabilities)
                        .ok(MORE)
                        .columns("a")
                        .row("1")
                        .end(MORE)
                        .columns("b")
                        .end(MORE)
                        .ok(2))
                .expect("q ok 000a", "q columns a", "q row 1", "q end 000a", "q columns b", "q end 000a", "q ok 0002");
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void error_inPlaceOfALaterResult_isTheLast() {
        ClientSession session = query().server(
                        packets().columns("a").row("1").end(MORE).error(1064))
                .expect("q columns a", "q row 1", "q end 000a", "q error 1064 HY000 no");
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void response_whileMoreResultsAreDue_isNotComplete() {
        ClientSession session = query().server(packets().ok(MORE)).expect("q ok 000a");
        assertThat(session.openExchanges()).isEqualTo(1);
    }

    @Test
    void moreResultsFlag_onTheEofOfTheDefinitions_endsNothing() {
        query(ServerPackets.WITH_EOF)
                .server(packets()
                        .count(1)
                        .definition("a", ColumnType.MYSQL_TYPE_VAR_STRING)
                        .eof(MORE)
                        .row("1")
                        .eof(2))
                .expect("q columns a", "q row 1", "q end 0002");
    }

    // --- EOF packets that were not agreed on, from a query cache ---------------------------------------------------

    @ParameterizedTest
    @CsvSource({"true,true,true", "true,true,false", "true,false,false", "false,false,true", "false,true,false"})
    void rows_inTheOtherClientsForm_areReadAsTheyAre(boolean deprecatesEof, boolean eofAfterColumns, boolean endInOk) {
        long capabilities = deprecatesEof ? ServerPackets.MODERN : ServerPackets.WITH_EOF;
        ServerPackets packets = packets().count(1).definition("a", ColumnType.MYSQL_TYPE_VAR_STRING);
        if (eofAfterColumns) {
            packets.eof(2);
        }
        packets.row("1");
        query(capabilities)
                .server(endInOk ? packets.endInOk(2) : packets.eof(2))
                .expect("q columns a", "q row 1", "q end 0002");
    }

    @Test
    void rows_noneInTheFormOfAClientWithEofPackets_areRead() {
        query(ServerPackets.MODERN)
                .server(packets()
                        .count(1)
                        .definition("a", ColumnType.MYSQL_TYPE_VAR_STRING)
                        .eof(2)
                        .eof(2))
                .expect("q columns a", "q end 0002");
    }

    @Test
    void rows_noneInTheFormOfAClientWithoutEofPackets_areRead() {
        query(ServerPackets.WITH_EOF)
                .server(packets()
                        .count(1)
                        .definition("a", ColumnType.MYSQL_TYPE_VAR_STRING)
                        .endInOk(2))
                .expect("q columns a", "q end 0002");
    }

    @Test
    void cursorFlag_inTheAnswerToAQuery_isALeftover() {
        query(ServerPackets.WITH_EOF)
                .server(packets()
                        .count(1)
                        .definition("a", ColumnType.MYSQL_TYPE_VAR_STRING)
                        .eof(0x42)
                        .row("1")
                        .eof(2))
                .expect("q columns a", "q row 1", "q end 0002");
    }

    // --- what is not agreed on or not legal ------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00 00 00 02",
                "00 00 00 02 00 00 00 05 'x'",
                "01 01",
                "fc 00 00",
                "fe",
                "fe 00 00 02 00",
                "fe 00 00 02 00 00 00",
                "ff",
                "ff 19"
            })
    void head_thatIsNone_isRefused(String payload) {
        query().server(packets().payload(payload)).expectFailure(ProtocolException.class, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fe 00 00 02 00", "00 00 00 02 00 00 00", "03 'def' 00", "fb '/etc/passwd'"})
    void definition_thatIsNone_isRefused(String payload) {
        query().server(packets().count(1).payload(payload)).expectFailure(ProtocolException.class, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "01 31 00",
                "02 31",
                "fc 01",
                "fe",
                "fe 00 00 02",
                "fe 00 00 02 00 00",
                "fe 00 00 02 00 00 00 01"
            })
    void row_thatIsNotExactlyOne_isRefused(String payload) {
        query().server(packets().columns("a").row("1").payload(payload))
                .expectFailure(ProtocolException.class, "", "q columns a", "q row 1");
    }

    @Test
    void columnCount_ofAnySize_reservesNothingForColumnsThatHaveNotCome() {
        query().server(packets().payload("fe ff ff ff 7f 00 00 00 00").definitions("a"))
                .expect();
    }

    @Test
    void definitions_ofMoreBytesThanAllowed_areRefused() {
        SessionLimits narrow = new SessionLimits(100, 1 << 20, 2_000);
        Conversation.authenticated(ServerPackets.MODERN, narrow)
                .query("q")
                .server(packets().count(3).definitions("a", "x".repeat(1000), "y".repeat(300)))
                .expectFailure(DefinitionsTooLargeException.class, "2000 bytes");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fileRequest_uninvited_isRefused(boolean afterAnotherResult) {
        Conversation query = query();
        if (afterAnotherResult) {
            query.server(packets().ok(MORE).payload("fb '/etc/passwd'"))
                    .expectFailure(UninvitedFileRequestException.class, "local file", "q ok 000a");
        } else {
            ClientSession session = query.client((client, log) -> client.outputTaken())
                    .server(packets().payload("fb '/etc/passwd'"))
                    .expectFailure(UninvitedFileRequestException.class, "local file");
            assertThat(session.hasOutput()).as("an answer").isFalse();
            assertThat(session.phase()).isEqualTo(SessionPhase.CLOSED);
        }
    }

    @Test
    void definitions_leftOutUnasked_areRefused() {
        query(ServerPackets.MODERN | Capability.CLIENT_OPTIONAL_RESULTSET_METADATA)
                .server(packets().payload("03 00"))
                .expectFailure(ProtocolException.class, "without column definitions");
    }

    // --- capabilities that change the packets ----------------------------------------------------------------------

    @Test
    void count_withOptionalMetadata_hasAFlagBehindIt() {
        query(ServerPackets.MODERN | Capability.CLIENT_OPTIONAL_RESULTSET_METADATA)
                .server(packets().payload("01 01").payload(DEFINITION_OF_A).end(2))
                .expect("q columns a", "q end 0002");
    }

    @Test
    void definition_withExtendedMetadata_isRead() {
        long capabilities = Conversation.mariaDb(Capability.MARIADB_CLIENT_EXTENDED_METADATA);
        query(capabilities)
                .server(packets()
                        .payload("01")
                        .payload("03 'def' 03 'p_x' 02 'ty' 02 'ty' 01 'j' 01 'j' 06 01 04 'json'"
                                + " 0c 2d 00 ff ff ff ff fc 90 00 00 00 00")
                        .payload("02 '{}'")
                        .end(2))
                .expect("q columns j", "q row {}", "q end 0002");
    }

    @Test
    void progress_whereAgreedOn_isPassedOverWhereverItComes() {
        String progress = "ff ff ff 01 01 02 c4 09 00 11 'copy to tmp table'";
        query(Conversation.mariaDb(Capability.MARIADB_CLIENT_PROGRESS))
                .server(packets()
                        .payload(progress)
                        .payload(progress)
                        .columns("a")
                        .payload(progress)
                        .row("1")
                        .payload(progress)
                        .end(2))
                .expect("q columns a", "q row 1", "q end 0002");
    }

    @Test
    void progress_whereNotAgreedOn_isAnError() {
        ClientSession session = query().server(packets().payload("ff ff ff 01 01 02 c4 09 00 01 'c'"))
                .expect("q error 65535  \u0001\u0001\u0002\uFFFD\t\u0000\u0001c");
        assertThat(session.openExchanges()).isZero();
    }

    // --- what the answer says of the session -----------------------------------------------------------------------

    @Test
    void sessionChanges_areToldBeforeTheOkThatBringsThem() {
        ClientSession session = query().server(packets().payload("00 00 00 02 40 00 00 00 06 01 04 03 70 5f 78"))
                .expect("changed [Schema[name=p_x]]", "q ok 4002");
        assertThat(session.status()).isEqualTo(0x4002);
    }

    @Test
    void endOfRows_thatBringsSessionChanges_isStillTheEnd() {
        query().server(packets().columns("a").row("1").payload("fe 00 00 02 40 00 00 00 06 01 04 03 70 5f 78"))
                .expect("q columns a", "q row 1", "changed [Schema[name=p_x]]", "q end 4002");
    }

    @Test
    void status_isThatOfTheEndOfRows() {
        ClientSession session = query().server(packets().columns("a").end(3)).expect("q columns a", "q end 0003");
        assertThat(session.status()).isEqualTo(3);
    }

    @Test
    void status_afterAnError_isAsItWas() {
        ClientSession session =
                query().server(packets().ok(3 | 8).error(1213)).expect("q ok 000b", "q error 1213 HY000 no");
        assertThat(session.status()).isEqualTo(3 | 8);
    }

    private static Conversation query() {
        return query(ServerPackets.MODERN);
    }

    private static Conversation query(long capabilities) {
        return Conversation.authenticated(capabilities).query("q");
    }

    private static ServerPackets packets() {
        return ServerPackets.modern();
    }
}
