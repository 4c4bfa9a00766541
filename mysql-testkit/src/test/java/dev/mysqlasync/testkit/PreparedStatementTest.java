package dev.mysqlasync.testkit;

import static dev.mysqlasync.testkit.ParamMatcher.any;
import static dev.mysqlasync.testkit.ParamMatcher.that;
import static dev.mysqlasync.testkit.Replies.error;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ComResetConnection;
import dev.mysqlasync.protocol.ComStmtClose;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ComStmtPrepare;
import dev.mysqlasync.protocol.ComStmtReset;
import dev.mysqlasync.protocol.ComStmtSendLongData;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.LongData;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.PrepareOk;
import dev.mysqlasync.protocol.RowFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedStatementTest {

    private static final String FIND = "SELECT id, name FROM users WHERE id = ?";

    private final FakeMySqlServer mysql = FakeMySqlServer.socket();

    @AfterEach
    void close() {
        mysql.close();
    }

    private static PrepareOk prepare(RawClient client, String sql) throws IOException {
        client.send(new ComStmtPrepare(sql));
        PrepareOk ok = PrepareOk.decode(client.read(), client.capabilities());
        AnswerReader reader = new AnswerReader(client, RowFormat.BINARY);
        assertThat(reader.definitions(ok.parameterCount())).hasSize(ok.parameterCount());
        List<ColumnDefinition41> columns = reader.definitions(ok.columnCount());
        assertThat(columns).hasSize(ok.columnCount());
        return ok;
    }

    private static Answer execute(RawClient client, int id, @Nullable Object... params) throws IOException {
        return client.run(new ComStmtExecute(id, false, Arrays.asList(params), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                RawClient.CAPABILITIES,
                RawClient.CAPABILITIES & ~Capability.CLIENT_DEPRECATE_EOF,
                RawClient.CAPABILITIES
                        | Capability.CLIENT_OPTIONAL_RESULTSET_METADATA
                        | Capability.CLIENT_QUERY_ATTRIBUTES
            })
    void execute_stubWithParams_givesBinaryRows(long capabilities) throws Exception {
        mysql.when(FIND).withParams(7).reply(rows("id BIGINT, name VARCHAR(50)").row(7, "Ada"));

        try (RawClient client = RawClient.login(mysql, capabilities)) {
            PrepareOk prepared = prepare(client, FIND + ";");
            assertThat(prepared.parameterCount()).isEqualTo(1);
            assertThat(prepared.columnCount()).isEqualTo(2);

            assertThat(execute(client, prepared.statementId(), 7L).rows()).containsExactly(List.of(7L, "Ada"));
            assertThat(execute(client, prepared.statementId(), 8L).errorCode()).isEqualTo(1105);
        }
    }

    @Test
    void execute_stubsThatDifferInParams_areToldApart() throws Exception {
        mysql.when(FIND).withParams(any()).reply(rows("id BIGINT, name VARCHAR(50)"));
        mysql.when(FIND).withParams(7).reply(rows("id BIGINT, name VARCHAR(50)").row(7, "Ada"));

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, FIND).statementId();

            assertThat(execute(client, id, (byte) 7).rows()).hasSize(1);
            assertThat(execute(client, id, 9).rows()).isEmpty();
        }
    }

    @Test
    void execute_paramsOfEveryKind_matchByValue() throws Exception {
        LocalDateTime moment = LocalDateTime.of(2024, 2, 29, 12, 30, 15, 123_456_000);
        mysql.when("SELECT ?,?,?,?,?,?,?")
                .withParams(true, 1.5, "x", new byte[] {1, 2}, moment, LocalTime.NOON, null)
                .reply(ok().affected(1));

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT ?,?,?,?,?,?,?").statementId();
            Answer answer = execute(client, id, true, 1.5, "x", new byte[] {1, 2}, moment, Duration.ofHours(12), null);

            assertThat(answer.ok()).isNotNull();
        }
    }

    @Test
    void execute_bytesSentAsText_matchTheBytes() throws Exception {
        mysql.when("SELECT ?").withParams(new byte[] {1, 2}).reply(ok().affected(1));
        mysql.when("SELECT ?").withParams(new byte[] {(byte) 0xFF}).reply(ok().affected(2));

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT ?").statementId();

            assertThat(execute(client, id, "\u0001\u0002").ok().affectedRows()).isEqualTo(1);
            assertThat(executeRaw(client, id, "00 01 fd 00 01 ff").ok().affectedRows())
                    .isEqualTo(2);
        }
    }

    @Test
    void execute_firstTimeWithNullsAlone_needsNoTypes() throws Exception {
        mysql.when("SELECT ?").withParams((Object) null).reply(ok().affected(1));

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT ?").statementId();

            assertThat(executeRaw(client, id, "01 00").ok().affectedRows()).isEqualTo(1);
        }
    }

    /** COM_STMT_EXECUTE with what follows the iteration count as it is. */
    private static Answer executeRaw(RawClient client, int id, String rest) throws Exception {
        byte[] end = HexFormat.of().parseHex(rest.replace(" ", ""));
        client.startAt(0);
        client.write(ByteBuffer.allocate(10 + end.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x17)
                .putInt(id)
                .put((byte) 0)
                .putInt(1)
                .put(end)
                .array());
        return client.answers(RowFormat.BINARY).get(0);
    }

    @Test
    void execute_customMatcher_decides() throws Exception {
        mysql.when("SELECT ?")
                .withParams(that("short", value -> value instanceof String text && text.length() < 3))
                .reply(ok());

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT ?").statementId();

            assertThat(execute(client, id, "ab").ok()).isNotNull();
            assertThat(execute(client, id, "abc").message()).contains("short");
        }
    }

    @Test
    void execute_longData_isTheParametersValue() throws Exception {
        mysql.when("INSERT INTO t VALUES (?, ?)").withParams(1, "hello").reply(ok().affected(1));

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "INSERT INTO t VALUES (?, ?)").statementId();
            client.send(new ComStmtSendLongData(id, 1, "hel".getBytes()));
            client.send(new ComStmtSendLongData(id, 1, "lo".getBytes()));

            assertThat(execute(client, id, 1, LongData.TEXT).ok()).isNotNull();
        }
    }

    @Test
    void execute_typesOfAnEarlierExecution_hold() throws Exception {
        mysql.when("SELECT ?").withParams(5).reply(ok());

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT ?").statementId();
            execute(client, id, 5);
            client.startAt(0);
            client.write(new byte[] {0x17, (byte) id, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 5, 0, 0, 0});

            assertThat(client.answers(RowFormat.BINARY).get(0).ok()).isNotNull();
        }
    }

    @Test
    void execute_closedStatement_isUnknown() throws Exception {
        mysql.when("SELECT ?").reply(ok());

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT ?").statementId();
            client.send(new ComStmtClose(id));

            assertThat(execute(client, id, 1).errorCode()).isEqualTo(1243);
        }
    }

    @Test
    void execute_afterResetConnection_isUnknown() throws Exception {
        mysql.when("SELECT ?").reply(ok());

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT ?").statementId();
            client.run(new ComResetConnection());

            assertThat(execute(client, id, 1).errorCode()).isEqualTo(1243);
        }
    }

    @Test
    void statementReset_dropsLongData() throws Exception {
        mysql.when("SELECT ?").withParams("x").reply(ok());

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT ?").statementId();
            client.send(new ComStmtSendLongData(id, 0, "gone".getBytes()));
            assertThat(client.run(new ComStmtReset(id)).ok()).isNotNull();

            assertThat(execute(client, id, "x").ok()).isNotNull();
            assertThat(client.run(new ComStmtReset(99)).errorCode()).isEqualTo(1243);
        }
    }

    @Test
    void prepare_ids_countPerConnection() throws Exception {
        mysql.when("SELECT ?").reply(ok());

        try (RawClient one = RawClient.login(mysql);
                RawClient other = RawClient.login(mysql)) {
            assertThat(prepare(one, "SELECT ?").statementId()).isEqualTo(1);
            assertThat(prepare(one, "SELECT ?").statementId()).isEqualTo(2);
            assertThat(prepare(other, "SELECT ?").statementId()).isEqualTo(1);
        }
    }

    @Test
    void prepare_onPrepare_answersInstead() throws Exception {
        mysql.when("SELEC ?").onPrepare(error(1064, "42000", "You have an error in your SQL syntax"));

        try (RawClient client = RawClient.login(mysql)) {
            client.send(new ComStmtPrepare("SELEC ?"));

            assertThat(ErrPacket.decode(client.read()).code()).isEqualTo(1064);
        }
    }

    @Test
    void prepare_withoutAStub_isUnexpectedAndConnectionStaysUsable() throws Exception {
        try (RawClient client = RawClient.login(mysql)) {
            client.send(new ComStmtPrepare("SELECT nothing"));
            PayloadReader packet = client.read();

            assertThat(ErrPacket.decode(packet).code()).isEqualTo(1105);
            assertThat(client.query("SELECT 1").rows()).hasSize(1);
        }
    }

    @Test
    void prepare_predicateAboutParams_isAskedAgainWhenTheyCome() throws Exception {
        mysql.when(command -> Integer.valueOf(7).equals(command.params().get(0)))
                .reply(ok());

        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT ?").statementId();

            assertThat(execute(client, id, 7).ok()).isNotNull();
        }
    }

    @Test
    void prepare_housekeepingStatement_needsNoStub() throws Exception {
        try (RawClient client = RawClient.login(mysql)) {
            int id = prepare(client, "SELECT 1").statementId();

            assertThat(execute(client, id).rows()).containsExactly(List.of(1L));
        }
    }

    @Test
    void withParams_otherNumberThanTheStatements_isRefusedAtOnce() {
        assertThatThrownBy(() -> mysql.when(FIND).withParams(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
