package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.ColumnType;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowView;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackPressureTest {

    private final EventLog log = new EventLog();
    private final ClientSession session = new ClientSession(log, Conversation.LIMITS);

    @BeforeEach
    void authenticate() {
        receive(packets().from(0).greeting());
        session.respond(Conversation.response(ServerPackets.MODERN), new AuthenticationReader(log.authentication()));
        receive(packets().from(2).ok(2));
        log.clear();
    }

    @Test
    void row_thatAsksForAPause_isTheLastBeforeResume() {
        query("q", row -> false);
        receive(packets().columns("a").row("1").row("2").end(2));
        assertThat(session.isPaused()).isTrue();
        assertThat(log.events()).containsExactly("q columns a", "q row 1");
    }

    @Test
    void bytes_receivedInThePause_areKeptForResume() {
        query("q", row -> false);
        receive(packets().columns("a").row("1"));
        receive(packets().from(4).row("2"));
        receive(packets().from(5).end(2));
        assertThat(log.events()).containsExactly("q columns a", "q row 1");
        session.resume();
        assertThat(log.events()).containsExactly("q columns a", "q row 1", "q row 2");
        session.resume();
        assertThat(log.events()).containsExactly("q columns a", "q row 1", "q row 2", "q end 0002");
        assertThat(session.isPaused()).isFalse();
    }

    @Test
    void pause_holdsBackTheAnswersOfLaterCommandsToo() {
        query("q", row -> false);
        query("next", row -> true);
        receive(packets().columns("a").row("1").end(2));
        receive(packets().ok(2));
        assertThat(log.events()).containsExactly("q columns a", "q row 1");
        session.resume();
        assertThat(log.events()).containsExactly("q columns a", "q row 1", "q end 0002", "next ok 0002");
    }

    @Test
    void pause_letsCommandsBeSent() {
        query("q", row -> false);
        receive(packets().columns("a").row("1"));
        assertThat(session.acceptsCommand()).isTrue();
        query("next", row -> true);
        assertThat(session.openExchanges()).isEqualTo(2);
    }

    @Test
    void resume_fromWithinTheRowThatAsksForThePause_isNotLost() {
        query("q", row -> {
            session.resume();
            return false;
        });
        receive(packets().columns("a").row("1").row("2").end(2));
        assertThat(log.events()).containsExactly("q columns a", "q row 1", "q row 2", "q end 0002");
        assertThat(session.isPaused()).isFalse();
    }

    @Test
    void resume_fromWithinARow_doesNotDeliverTheNextBeforeItReturns() {
        query("q", row -> {
            session.resume();
            log.add("returns");
            return true;
        });
        receive(packets().columns("a").row("1").row("2").end(2));
        assertThat(log.events())
                .containsExactly("q columns a", "q row 1", "returns", "q row 2", "returns", "q end 0002");
    }

    @Test
    void resume_ofOnePause_leavesTheNextRowsPauseOn() {
        query("q", row -> false);
        receive(packets().columns("a").row("1").row("2").row("3").end(2));
        session.resume();
        assertThat(log.events()).containsExactly("q columns a", "q row 1", "q row 2");
        assertThat(session.isPaused()).isTrue();
    }

    @Test
    void resume_withoutAPause_changesNothing() {
        query("q", row -> false);
        session.resume();
        receive(packets().columns("a").row("1").row("2"));
        assertThat(log.events()).containsExactly("q columns a", "q row 1");
        assertThat(session.isPaused()).isTrue();
    }

    @Test
    void row_afterAPause_isStillIntactWhenBytesCameMeanwhile() {
        query("q", row -> false);
        byte[] bytes =
                packets().columns("a").row("first").row("x".repeat(30)).end(2).bytes();
        int cut = bytes.length - 25;
        session.receive(ByteBuffer.wrap(bytes, 0, cut));
        session.resume();
        session.receive(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
        session.resume();
        assertThat(log.events()).containsExactly("q columns a", "q row first", "q row " + "x".repeat(30), "q end 0002");
    }

    @Test
    void pause_atTheFirstRowOfBits_keepsThePacketBehindIt() {
        execute("x", row -> false);
        receive(packets()
                .count(1)
                .definition("b", ColumnType.MYSQL_TYPE_BIT)
                .payload("00 00 01 05")
                .payload("00 00 01 06"));
        assertThat(log.events()).containsExactly("x columns b", "x row 5");
        assertThat(session.isPaused()).isTrue();
        receive(packets().from(5).payload("00 00 01 07 ").end(2));
        assertThat(log.events()).containsExactly("x columns b", "x row 5");
        session.resume();
        session.resume();
        session.resume();
        assertThat(log.events()).containsExactly("x columns b", "x row 5", "x row 6", "x row 7", "x end 0002");
    }

    @Test
    void resume_fromWithinTheFirstRowOfBits_isNotLost() {
        execute("x", row -> {
            session.resume();
            return false;
        });
        receive(packets()
                .count(1)
                .definition("b", ColumnType.MYSQL_TYPE_BIT)
                .payload("00 00 01 05")
                .end(2));
        assertThat(log.events()).containsExactly("x columns b", "x row 5", "x end 0002");
    }

    @Test
    void sink_thatThrows_endsTheSession() {
        query("q", row -> {
            throw new IllegalArgumentException("no such row");
        });
        assertThatThrownBy(
                        () -> receive(packets().columns("a").row("1").row("2").end(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(session.phase()).isEqualTo(SessionPhase.CLOSED);
        session.resume();
        assertThat(log.events()).containsExactly("q columns a", "q row 1");
    }

    private void query(String name, Predicate<RowView> onRow) {
        session.send(new ComQuery("select"), new ResultsReader(RowFormat.TEXT, sink(name, onRow)));
    }

    private void execute(String name, Predicate<RowView> onRow) {
        session.send(
                new ComStmtExecute(1, false, List.of(), List.of()),
                new ResultsReader(RowFormat.BINARY, sink(name, onRow)));
    }

    private ResultSink sink(String name, Predicate<RowView> onRow) {
        return log.new Results(name) {
            @Override
            public boolean row(RowView row) {
                super.row(row);
                return onRow.test(row);
            }
        };
    }

    private void receive(ServerPackets packets) {
        session.receive(ByteBuffer.wrap(packets.bytes()));
    }

    private static ServerPackets packets() {
        return ServerPackets.modern();
    }
}
