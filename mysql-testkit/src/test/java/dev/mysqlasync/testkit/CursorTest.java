package dev.mysqlasync.testkit;

import static dev.mysqlasync.protocol.StatusFlag.SERVER_STATUS_AUTOCOMMIT;
import static dev.mysqlasync.protocol.StatusFlag.SERVER_STATUS_CURSOR_EXISTS;
import static dev.mysqlasync.protocol.StatusFlag.SERVER_STATUS_LAST_ROW_SENT;
import static dev.mysqlasync.testkit.Replies.error;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ComStmtFetch;
import dev.mysqlasync.protocol.ComStmtPrepare;
import dev.mysqlasync.protocol.ComStmtReset;
import dev.mysqlasync.protocol.EofPacket;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.PrepareOk;
import dev.mysqlasync.protocol.ResultSetHeader;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final int OPEN = SERVER_STATUS_AUTOCOMMIT | SERVER_STATUS_CURSOR_EXISTS;
    private static final int EXHAUSTED = SERVER_STATUS_AUTOCOMMIT | SERVER_STATUS_LAST_ROW_SENT;
    private static final RowsReply THREE = rows("n BIGINT").row(1).row(2).row(3);

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();

    @AfterEach
    void close() {
        mysql.close();
    }

    /** What a fetch gives: the rows' numbers, then the status or, negative, the error. */
    private static List<Long> fetch(RawClient client, int id, long most, List<ColumnDefinition41> columns)
            throws IOException {
        client.send(new ComStmtFetch(id, most));
        RowView row = new RowView(RowFormat.BINARY, columns);
        List<Long> seen = new ArrayList<>();
        while (true) {
            PayloadReader packet = client.read();
            switch (packet.peek()) {
                case 0x00 -> {
                    row.wrap(packet.buffer(), packet.position(), packet.end());
                    seen.add(row.getLong(0));
                }
                case 0xFF -> {
                    seen.add((long) -ErrPacket.decode(packet).code());
                    return seen;
                }
                default -> {
                    seen.add((long) status(client, packet));
                    return seen;
                }
            }
        }
    }

    private static int status(RawClient client, PayloadReader end) {
        return Capability.has(client.capabilities(), Capability.CLIENT_DEPRECATE_EOF)
                ? OkPacket.decode(end, client.capabilities()).statusFlags()
                : EofPacket.decode(end).statusFlags();
    }

    private static int prepare(RawClient client) throws IOException {
        client.send(new ComStmtPrepare("SELECT n"));
        PrepareOk ok = PrepareOk.decode(client.read(), client.capabilities());
        new AnswerReader(client, RowFormat.BINARY).definitions(ok.columnCount());
        return ok.statementId();
    }

    private static List<ColumnDefinition41> open(RawClient client, int id) throws IOException {
        client.send(new ComStmtExecute(id, true, List.of(), List.of()));
        int count = ResultSetHeader.decode(client.read(), client.capabilities()).columnCount();
        List<ColumnDefinition41> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(ColumnDefinition41.decode(client.read(), client.capabilities()));
        }
        assertThat(status(client, client.read())).isEqualTo(OPEN);
        return columns;
    }

    @ParameterizedTest
    @ValueSource(longs = {RawClient.CAPABILITIES, RawClient.CAPABILITIES & ~Capability.CLIENT_DEPRECATE_EOF})
    void fetch_untilTheLastRow_givesAllInTheirOrder(long capabilities) throws Exception {
        mysql.when("SELECT n").reply(THREE);

        try (RawClient client = RawClient.login(mysql, capabilities)) {
            int id = prepare(client);
            List<ColumnDefinition41> columns = open(client, id);

            assertThat(fetch(client, id, 2, columns)).containsExactly(1L, 2L, (long) OPEN);
            assertThat(client.query("SELECT 1").rows()).hasSize(1);
            assertThat(fetch(client, id, 2, columns)).containsExactly(3L, (long) EXHAUSTED);
            assertThat(fetch(client, id, 2, columns)).containsExactly(-1421L);
        }
    }

    @Test
    void fetch_ofExactlyTheRowsThatAreLeft_doesNotFindTheEnd() throws Exception {
        mysql.when("SELECT n").reply(THREE);

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client);
            List<ColumnDefinition41> columns = open(client, id);

            assertThat(fetch(client, id, 3, columns)).containsExactly(1L, 2L, 3L, (long) OPEN);
            assertThat(fetch(client, id, 3, columns)).containsExactly((long) EXHAUSTED);
        }
    }

    @Test
    void reset_closesTheCursor() throws Exception {
        mysql.when("SELECT n").reply(THREE);

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client);
            List<ColumnDefinition41> columns = open(client, id);
            client.run(new ComStmtReset(id));

            assertThat(fetch(client, id, 1, columns)).containsExactly(-1421L);
        }
    }

    @Test
    void execute_again_startsOver() throws Exception {
        mysql.when("SELECT n").reply(THREE);

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client);
            fetch(client, id, 2, open(client, id));

            assertThat(fetch(client, id, 1, open(client, id))).containsExactly(1L, (long) OPEN);
        }
    }

    @Test
    void execute_withACursorOfAStatementWithoutRows_isAnsweredByOk() throws Exception {
        mysql.when("SELECT n").reply(ok().affected(3));

        try (RawClient client = RawClient.login(mysql)) {
            Answer answer = client.run(new ComStmtExecute(prepare(client), true, List.of(), List.of()));

            assertThat(answer.ok().affectedRows()).isEqualTo(3);
        }
    }

    @Test
    void rowsThenError_comesWithTheFetchThatReachesIt() throws Exception {
        mysql.when("SELECT n").reply(THREE.rowsThenError(2, 1317, "70100", "interrupted"));

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client);
            List<ColumnDefinition41> columns = open(client, id);

            assertThat(fetch(client, id, 1, columns)).containsExactly(1L, (long) OPEN);
            assertThat(fetch(client, id, 5, columns)).containsExactly(2L, -1317L);
        }
    }

    @Test
    void generate_thatFails_isAnErrorAndUnexpected() throws Exception {
        mysql.when("SELECT n").reply(rows("n BIGINT").generate(() -> {
            throw new IllegalStateException("mine");
        }));

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client);

            assertThat(fetch(client, id, 1, open(client, id))).containsExactly(-1105L);
            assertThat(mysql.unexpected()).singleElement().asString().contains("mine");
        }
    }

    @Test
    void fetch_stubByItsName_answersInstead() throws Exception {
        mysql.when("SELECT n").reply(THREE);
        mysql.whenCommand("COM_STMT_FETCH").reply(error(2013, "HY000", "gone"));

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client);

            assertThat(fetch(client, id, 1, open(client, id))).containsExactly(-2013L);
        }
    }

    @Test
    void fetch_ofAnUnknownStatement_isAnError() throws Exception {
        try (RawClient client = RawClient.login(mysql)) {
            assertThat(fetch(client, 99, 1, List.of())).containsExactly(-1243L);
        }
    }
}
