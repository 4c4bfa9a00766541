package dev.mysqlasync.protocol.session;

import static dev.mysqlasync.protocol.Capability.MARIADB_CLIENT_CACHE_METADATA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ComStmtPrepare;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MariaDB's executions that leave out the definitions of columns, and those that do not wait for their PREPARE. */
class KnownColumnsTest {

    private static final long MARIADB = Conversation.mariaDb(MARIADB_CLIENT_CACHE_METADATA);
    private static final long MARIADB_WITH_EOF = MARIADB & ~Capability.CLIENT_DEPRECATE_EOF;
    private static final int LAST_PREPARED = -1;
    private static final int MORE = StatusFlag.SERVER_STATUS_AUTOCOMMIT | StatusFlag.SERVER_MORE_RESULTS_EXISTS;

    private final RowLayout known = layout("a");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void definitions_leftOut_areTheKnownOnes(boolean deprecatesEof) {
        long capabilities = deprecatesEof ? MARIADB : MARIADB_WITH_EOF;
        ServerPackets answer = ServerPackets.of(capabilities).payload("01 00");
        answer = deprecatesEof ? answer : answer.eof(2);
        execute(capabilities, known)
                .server(answer.binaryRow(41L).end(2))
                .expect("x columns a", "x row 41", "x end 0002");
    }

    @Test
    void layout_thatIsKnown_isTheVeryOneThatTheRowsHave() {
        EventLog log = new EventLog();
        Conversation.authenticated(MARIADB)
                .send(execution(1), (session, own) -> ResultsReader.ofExecute(holding(known), log.results("x")))
                .server(packets().payload("01 00").binaryRow(41L).end(2))
                .expect();

        assertThat(log.lastLayout()).isSameAs(known);
    }

    @Test
    void definitions_thatFollow_replaceTheKnownOnes() {
        execute(MARIADB, known)
                .server(packets().bigints("b", "c").binaryRow(1L, 2L).end(2))
                .expect("x columns b c", "x row 1 2", "x end 0002");
    }

    @Test
    void definitions_leftOutWithoutRows_areStillToldOf() {
        execute(MARIADB, known).server(packets().payload("01 00").end(2)).expect("x columns a", "x end 0002");
    }

    @Test
    void cursor_openedWithKnownDefinitions_hasNoRowsYet() {
        Conversation.authenticated(MARIADB_WITH_EOF)
                .send(
                        new ComStmtExecute(1, true, List.of(), List.of()),
                        (session, log) -> ResultsReader.ofExecute(holding(known), log.results("x")))
                .server(ServerPackets.of(MARIADB_WITH_EOF).payload("01 00").eof(0x42))
                .expect("x columns a", "x end 0042");
    }

    @Test
    void answer_withoutRows_needsNoDefinitions() {
        execute(MARIADB, null).server(packets().ok(2)).expect("x ok 0002");
        execute(MARIADB, null).server(packets().error(1243)).expect("x error 1243 HY000 no");
    }

    @Test
    void definitions_leftOutAndUnknown_areRefused() {
        execute(MARIADB, null)
                .server(packets().payload("01 00"))
                .expectFailure(ProtocolException.class, "1 columns without column definitions");
    }

    @Test
    void definitions_leftOutForAnotherNumberOfColumns_areRefused() {
        execute(MARIADB, known)
                .server(packets().payload("02 00"))
                .expectFailure(ProtocolException.class, "2 columns without column definitions");
    }

    @Test
    void definitions_leftOutInALaterResult_areRefused() {
        execute(MARIADB, known)
                .server(packets().payload("01 00").binaryRow(1L).end(MORE).payload("01 00"))
                .expectFailure(ProtocolException.class, "column definitions", "x columns a", "x row 1", "x end 000a");
    }

    // --- PREPARE and EXECUTE in one flight -------------------------------------------------------------------------

    @Test
    void prepareAndExecute_inOneFlight_areAnsweredOneAfterTheOther() {
        ClientSession session = prepareAndExecute()
                .server(prepared().bigints("a").binaryRow(41L).end(2))
                .expect("p prepared a", "x columns a", "x row 41", "x end 0002");

        assertThat(session.openExchanges()).isZero();
    }

    @Test
    void prepareAndExecute_inOneFlightWithDefinitionsLeftOut_takesThoseOfThePrepare() {
        prepareAndExecute()
                .server(prepared().payload("01 00").binaryRow(41L).end(2))
                .expect("p prepared a", "x columns a", "x row 41", "x end 0002");
    }

    @Test
    void prepare_thatFails_failsItsExecutionToo() {
        ClientSession session = prepareAndExecute()
                .server(packets().error(1064).from(1).error(1243))
                .expect("p error 1064", "x error 1243 HY000 no");

        assertThat(session.acceptsCommand()).isTrue();
        assertThat(session.openExchanges()).isZero();
    }

    private static Conversation execute(long capabilities, @Nullable RowLayout known) {
        return Conversation.authenticated(capabilities)
                .send(execution(1), (session, log) -> ResultsReader.ofExecute(holding(known), log.results("x")));
    }

    @Test
    void definitions_sentAgain_areKnownFromThenOn() {
        StatementLayout layout = holding(known);
        Conversation.authenticated(MARIADB)
                .send(execution(1), (session, log) -> ResultsReader.ofExecute(layout, log.results("x")))
                .server(packets().bigints("b").binaryRow(41L).end(2))
                .expect("x columns b", "x row 41", "x end 0002");

        assertThat(layout.columns()).isNotNull().isNotSameAs(known);
    }

    private static StatementLayout holding(@Nullable RowLayout columns) {
        StatementLayout layout = new StatementLayout();
        if (columns != null) {
            layout.columns(columns);
        }
        return layout;
    }

    private static Conversation prepareAndExecute() {
        Prepared[] prepared = new Prepared[1];
        return Conversation.authenticated(MARIADB)
                .send(new ComStmtPrepare("select ?"), (session, log) -> {
                    prepared[0] = new Prepared(log);
                    return new PrepareReader(prepared[0]);
                })
                .send(execution(LAST_PREPARED), (session, log) -> {
                    Prepared own = prepared[0];
                    return ResultsReader.ofExecute(own.layout, log.results("x"));
                });
    }

    private static ServerPackets prepared() {
        return packets()
                .payload("00 07 00 00 00 01 00 00 00 00 00 00")
                .definition("a", ColumnType.MYSQL_TYPE_LONGLONG)
                .from(1);
    }

    /** Keeps the layout that a PREPARE has told. */
    private static final class Prepared implements PrepareSink {
        private final EventLog log;
        private final StatementLayout layout = new StatementLayout();

        Prepared(EventLog log) {
            this.log = log;
        }

        @Override
        public void prepared(int statementId, int parameterCount, List<ColumnDefinition41> columns) {
            layout.columns(RowLayout.of(RowFormat.BINARY, columns));
            log.add("p prepared " + columns.get(0).name());
        }

        @Override
        public void error(ErrPacket error) {
            log.add("p error " + error.code());
        }
    }

    private static ComStmtExecute execution(int statementId) {
        return new ComStmtExecute(statementId, false, List.of(), List.of());
    }

    private static RowLayout layout(String column) {
        return RowLayout.of(RowFormat.BINARY, List.of(ServerPackets.column(column, ColumnType.MYSQL_TYPE_LONGLONG)));
    }

    private static ServerPackets packets() {
        return ServerPackets.of(MARIADB);
    }
}
