package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.ComStmtFetch;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The response to COM_STMT_EXECUTE and COM_STMT_FETCH: OK, error, or rows in binary format. */
class ExecuteResponseTest {

    private static final int CURSOR = 0x42;
    private static final int LAST_ROW = 0x82;
    private static final String CURSOR_BUG = "00 00 00 02 00 00 00";

    @Test
    void execute_oneRow_isReported() {
        execute(ServerPackets.MODERN)
                .server(packets()
                        .bigints("a")
                        .payload("00 00 2a 00 00 00 00 00 00 00")
                        .end(2))
                .expect("x columns a", "x row 42", "x end 0002");
    }

    @Test
    void execute_oneRowWithEofPackets_isReportedTheSame() {
        execute(ServerPackets.WITH_EOF)
                .server(ServerPackets.withEof().bigints("a").binaryRow(42L).end(2))
                .expect("x columns a", "x row 42", "x end 0002");
    }

    @Test
    void execute_ofAStatementWithoutRows_isAnsweredByOk() {
        execute(ServerPackets.MODERN).server(packets().ok(2)).expect("x ok 0002");
    }

    @Test
    void execute_ofAnUnknownStatement_isAnsweredByError() {
        ClientSession session =
                execute(ServerPackets.MODERN).server(packets().error(1243)).expect("x error 1243 HY000 no");
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void execute_errAfterARow_endsTheResponse() {
        ClientSession session = execute(ServerPackets.MODERN)
                .server(packets().bigints("a").binaryRow(1L).error(1317))
                .expect("x columns a", "x row 1", "x error 1317 HY000 no");
        assertThat(session.openExchanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "fe 00 00 02 00", "fe 00 00 02 00 00 00", "01 01"})
    void head_thatIsNone_isRefused(String payload) {
        execute(ServerPackets.MODERN).server(packets().payload(payload)).expectFailure(ProtocolException.class, "");
    }

    @Test
    void fileRequest_inAnswerToAnExecution_isRefused() {
        execute(ServerPackets.MODERN)
                .server(packets().payload("fb '/etc/passwd'"))
                .expectFailure(UninvitedFileRequestException.class, "local file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00 00",
                "00 00 01 00 00 00 00 00 00",
                "00 00 01 00 00 00 00 00 00 00 00",
                "01 00 01 00 00 00 00 00 00 00",
                "fb 00 01 00 00 00 00 00 00 00"
            })
    void row_thatIsNotExactlyOne_isRefused(String payload) {
        execute(ServerPackets.MODERN)
                .server(packets().bigints("a").binaryRow(1L).payload(payload))
                .expectFailure(ProtocolException.class, "", "x columns a", "x row 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {ColumnType.MYSQL_TYPE_LONG, ColumnType.MYSQL_TYPE_LONGLONG, ColumnType.MYSQL_TYPE_VAR_STRING})
    void okInPlaceOfRows_whichAServerSendsAfterACursor_isRefusedRatherThanWaitedOn(int type) {
        execute(ServerPackets.MODERN)
                .server(packets().count(1).definition("a", type).payload(CURSOR_BUG))
                .expectFailure(ProtocolException.class, "", "x columns a");
    }

    @Test
    void okInPlaceOfRows_amongFetchedOnes_isRefused() {
        fetch(ServerPackets.MODERN, 1)
                .server(packets().binaryRow(1L).payload(CURSOR_BUG))
                .expectFailure(ProtocolException.class, "", "f row 1");
    }

    // --- cursors ---------------------------------------------------------------------------------------------------

    @Test
    void cursor_opened_hasColumnsAndNoRows() {
        ClientSession session = openCursor(ServerPackets.MODERN)
                .server(packets().bigints("a").payload("fe 00 00 42 00 00 00"))
                .expect("x columns a", "x end 0042");
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void cursor_openedWithEofPackets_hasOneOfThem() {
        ClientSession session = openCursor(ServerPackets.WITH_EOF)
                .server(packets()
                        .count(1)
                        .definition("a", ColumnType.MYSQL_TYPE_LONGLONG)
                        .payload("fe 00 00 42 00"))
                .expect("x columns a", "x end 0042");
        assertThat(session.openExchanges()).isZero();
        assertThat(session.status()).isEqualTo(CURSOR);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cursor_thatTheServerDidNotOpen_hasItsRowsAtOnce(boolean deprecatesEof) {
        long capabilities = deprecatesEof ? ServerPackets.MODERN : ServerPackets.WITH_EOF;
        openCursor(capabilities)
                .server(ServerPackets.of(capabilities)
                        .bigints("a")
                        .binaryRow(1L)
                        .end(2))
                .expect("x columns a", "x row 1", "x end 0002");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fetches_untilTheLastRow_giveRowsWithoutTheirDefinitions(boolean deprecatesEof) {
        long capabilities = deprecatesEof ? ServerPackets.MODERN : ServerPackets.WITH_EOF;
        ClientSession session = fetch(capabilities, 1)
                .server(ServerPackets.of(capabilities)
                        .binaryRow(1L)
                        .binaryRow(2L)
                        .end(CURSOR))
                .send(new ComStmtFetch(1, 2), (client, log) -> ResultsReader.ofFetch(bigints(1), log.results("f")))
                .server(ServerPackets.of(capabilities).end(LAST_ROW))
                .expect("f row 1", "f row 2", "f end 0042", "f end 0082");
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void fetch_afterTheEnd_isAnsweredByError() {
        fetch(ServerPackets.MODERN, 1).server(packets().error(1421)).expect("f error 1421 HY000 no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "fb 'x'", "00 00 00 02 00 00 00", "fe 00"})
    void fetch_answeredByNeitherRowNorEnd_isRefused(String payload) {
        fetch(ServerPackets.MODERN, 1).server(packets().payload(payload)).expectFailure(ProtocolException.class, "");
    }

    @Test
    void layout_ofAnOpenedCursor_readsTheRowsOfItsFetches() {
        openCursor(ServerPackets.MODERN)
                .server(packets().bigints("a", "b").end(CURSOR))
                .send(
                        new ComStmtFetch(1, 2),
                        (client, log) -> ResultsReader.ofFetch(log.lastLayout(), log.results("f")))
                .server(packets().binaryRow(1L, null).end(LAST_ROW))
                .expect("x columns a b", "x end 0042", "f row 1 NULL", "f end 0082");
    }

    // --- procedures ------------------------------------------------------------------------------------------------

    @Test
    void call_withOutParameters_givesThemAsAResultBeforeTheOk() {
        ClientSession session = execute(ServerPackets.MODERN)
                .server(packets()
                        .count(2)
                        .definition("n", ColumnType.MYSQL_TYPE_LONG)
                        .definition("s", ColumnType.MYSQL_TYPE_VAR_STRING)
                        .payload("00 00 06 00 00 00 03 78 79 21")
                        .payload("fe 00 00 0a 10 00 00")
                        .payload("00 00 00 02 00 00 00"))
                .expect("x columns n s", "x row 6 xy!", "x end 100a", "x ok 0002");
        assertThat(session.openExchanges()).isZero();
    }

    /** MySQL 8.0 and 9.7 clear both flags after the first EOF packet; MariaDB leaves them on the second, too. */
    @ParameterizedTest
    @ValueSource(strings = {"fe 00 00 0a 10", "fe 00 00 02 00"})
    void call_withOutParametersAndEofPackets_givesThemTheSame(String endOfRows) {
        execute(ServerPackets.WITH_EOF)
                .server(packets()
                        .count(1)
                        .definition("n", ColumnType.MYSQL_TYPE_LONG)
                        .payload("fe 00 00 0a 10")
                        .payload("00 00 06 00 00 00")
                        .payload(endOfRows)
                        .payload("00 00 00 02 00 00 00"))
                .expect("x columns n", "x row 6", "x end 100a", "x ok 0002");
    }

    /** Of OUT parameters, every server sends BIT in decimal digits. */
    @Test
    void call_withAnOutParameterOfBits_givesItsNumber() {
        execute(ServerPackets.MODERN)
                .server(packets()
                        .count(1)
                        .definition("b", ColumnType.MYSQL_TYPE_BIT)
                        .payload("00 00 01 '5'")
                        .payload("fe 00 00 0a 10 00 00")
                        .payload("00 00 00 02 00 00 00"))
                .expect("x columns b", "x row 5", "x end 100a", "x ok 0002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe 00 00 0a 10", "fe 00 00 02 00"})
    void call_withAnOutParameterOfBitsAndEofPackets_givesItsNumber(String endOfRows) {
        execute(ServerPackets.WITH_EOF)
                .server(packets()
                        .count(1)
                        .definition("b", ColumnType.MYSQL_TYPE_BIT)
                        .payload("fe 00 00 0a 10")
                        .payload("00 00 01 '5'")
                        .payload(endOfRows)
                        .payload("00 00 00 02 00 00 00"))
                .expect("x columns b", "x row 5", "x end 100a", "x ok 0002");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bits_thatAreNoOutParameters_areTakenAsTheyAre(boolean deprecatesEof) {
        bits(deprecatesEof).server(bitColumn(deprecatesEof).end(2)).expect("x columns b", "x end 0002");
        bits(deprecatesEof).server(bitColumn(deprecatesEof).error(1317)).expect("x columns b", "x error 1317 HY000 no");
        bits(deprecatesEof)
                .server(bitColumn(deprecatesEof).payload("00 00 01 05").end(2))
                .expect("x columns b", "x row 5", "x end 0002");
        bits(deprecatesEof)
                .server(bitColumn(deprecatesEof).payload("00 00 01 05").error(1317))
                .expect("x columns b", "x row 5", "x error 1317 HY000 no");
        bits(deprecatesEof)
                .server(bitColumn(deprecatesEof)
                        .payload("00 00 01 05")
                        .payload("00 04")
                        .payload("00 00 01 06")
                        .end(2))
                .expect("x columns b", "x row 5", "x row NULL", "x row 6", "x end 0002");
    }

    private static Conversation bits(boolean deprecatesEof) {
        return execute(deprecatesEof ? ServerPackets.MODERN : ServerPackets.WITH_EOF);
    }

    private static ServerPackets bitColumn(boolean deprecatesEof) {
        ServerPackets packets = deprecatesEof ? packets() : ServerPackets.withEof();
        packets.count(1).definition("b", ColumnType.MYSQL_TYPE_BIT);
        return deprecatesEof ? packets : packets.eof(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void call_ofAProcedureWithACursorOfItsOwn_hasItsRowsInSpiteOfTheFlag(boolean cursorWanted) {
        ClientSession session = Conversation.authenticated(ServerPackets.WITH_EOF)
                .execute("x", cursorWanted)
                .server(packets()
                        .count(1)
                        .definition("n", ColumnType.MYSQL_TYPE_LONGLONG)
                        .eof(0x4A)
                        .binaryRow(6L)
                        .eof(0x4A)
                        .ok(0x42))
                .expect("x columns n", "x row 6", "x end 004a", "x ok 0042");
        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void cursorFlag_whereNoneWasAskedFor_isALeftover() {
        execute(ServerPackets.WITH_EOF)
                .server(packets()
                        .count(1)
                        .definition("n", ColumnType.MYSQL_TYPE_LONGLONG)
                        .eof(CURSOR)
                        .binaryRow(6L)
                        .eof(2))
                .expect("x columns n", "x row 6", "x end 0002");
    }

    // --- MariaDB ---------------------------------------------------------------------------------------------------

    @Test
    void progress_beforeTheAnswer_isPassedOver() {
        execute(Conversation.mariaDb(Capability.MARIADB_CLIENT_PROGRESS))
                .server(packets()
                        .payload("ff ff ff 01 01 02 c4 09 00 11 'copy to tmp table'")
                        .ok(2))
                .expect("x ok 0002");
    }

    @Test
    void definitions_leftOutUnasked_areRefused() {
        execute(Conversation.mariaDb(Capability.MARIADB_CLIENT_CACHE_METADATA))
                .server(packets().payload("05 00"))
                .expectFailure(ProtocolException.class, "without column definitions");
    }

    private static Conversation execute(long capabilities) {
        return Conversation.authenticated(capabilities).execute("x");
    }

    private static Conversation openCursor(long capabilities) {
        return Conversation.authenticated(capabilities).execute("x", true);
    }

    private static Conversation fetch(long capabilities, int columns) {
        return Conversation.authenticated(capabilities)
                .send(
                        new ComStmtFetch(1, 2),
                        (client, log) -> ResultsReader.ofFetch(bigints(columns), log.results("f")));
    }

    private static RowLayout bigints(int columns) {
        List<ColumnDefinition41> definitions = IntStream.range(0, columns)
                .mapToObj(i -> ServerPackets.column("c" + i, ColumnType.MYSQL_TYPE_LONGLONG))
                .toList();
        return RowLayout.of(RowFormat.BINARY, definitions);
    }

    private static ServerPackets packets() {
        return ServerPackets.modern();
    }
}
