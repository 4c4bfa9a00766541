package dev.mysqlasync.testkit;

import static dev.mysqlasync.protocol.Capability.CLIENT_LONG_PASSWORD;
import static dev.mysqlasync.protocol.Capability.MARIADB_CLIENT_BULK_UNIT_RESULTS;
import static dev.mysqlasync.protocol.Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS;
import static dev.mysqlasync.testkit.ParamMatcher.any;
import static dev.mysqlasync.testkit.Replies.error;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.BulkIndicator;
import dev.mysqlasync.protocol.BulkRows;
import dev.mysqlasync.protocol.ComStmtBulkExecute;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ComStmtPrepare;
import dev.mysqlasync.protocol.PrepareOk;
import dev.mysqlasync.protocol.RowFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake server as a MariaDB: COM_STMT_BULK_EXECUTE, and the statement prepared last as number -1. */
class BulkExecuteTest {

    private static final String INSERT = "INSERT INTO t VALUES (?, ?)";
    private static final long BULK = MARIADB_CLIENT_STMT_BULK_OPERATIONS | MARIADB_CLIENT_BULK_UNIT_RESULTS;
    private static final long CAPABILITIES = RawClient.CAPABILITIES & ~CLIENT_LONG_PASSWORD | BULK;
    private static final int LAST_PREPARED = -1;

    private final FakeMySqlServer mysql = FakeMySqlServer.builder()
            .serverVersion("5.5.5-11.8.3-MariaDB")
            .without(CLIENT_LONG_PASSWORD)
            .with(BULK)
            .socket();
    private RawClient client;

    @BeforeEach
    void login() throws IOException {
        client = RawClient.login(mysql, CAPABILITIES);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        mysql.close();
    }

    private int prepare(String sql) throws IOException {
        client.send(new ComStmtPrepare(sql));
        PrepareOk ok = PrepareOk.decode(client.read(), client.capabilities());
        AnswerReader reader = new AnswerReader(client, RowFormat.BINARY);
        reader.definitions(ok.parameterCount());
        reader.definitions(ok.columnCount());
        return ok.statementId();
    }

    private Answer bulk(int id, boolean unitResults, List<List<@Nullable Object>> rows) throws IOException {
        return client.run(new ComStmtBulkExecute(id, unitResults, BulkRows.of(rows)));
    }

    @Test
    void bulk_stubsForItsRows_areSummedUp() throws Exception {
        mysql.when(INSERT).withParams(any(), any()).reply(ok().affected(1));
        mysql.when(INSERT)
                .withParams(2, null)
                .reply(ok().affected(2).insertId(9).warnings(3));
        mysql.when(INSERT)
                .withParams(3, BulkIndicator.DEFAULT)
                .reply(ok().affected(1).insertId(10));

        Answer answer = bulk(
                prepare(INSERT),
                false,
                List.of(List.of(1, "a"), Arrays.asList(2, null), List.of(3, BulkIndicator.DEFAULT)));

        assertThat(answer.ok().affectedRows()).isEqualTo(4);
        assertThat(answer.ok().lastInsertId()).isEqualTo(9);
        assertThat(answer.ok().warnings()).isEqualTo(3);
        assertThat(answer.ok().info()).isEqualTo("Records: 3  Duplicates: 0  Warnings: 3");
        mysql.verifyAllStubsUsed();
    }

    @Test
    void bulk_inTheLog_isOneCommandAndManyExecutions() throws Exception {
        mysql.when(INSERT).reply(ok());
        bulk(prepare(INSERT), false, List.of(List.of(1, "a"), List.of(2, "b"), List.of(1, "a")));

        List<ReceivedCommand> commands = mysql.commands();
        ReceivedCommand last = commands.get(commands.size() - 1);
        assertThat(last.command()).isEqualTo("COM_STMT_BULK_EXECUTE");
        assertThat(last.sql()).isEqualTo(INSERT);
        assertThat(last.params()).isEqualTo(List.of(List.of(1, "a"), List.of(2, "b"), List.of(1, "a")));
        mysql.verify(INSERT).times(3);
        mysql.verify(INSERT).withParams(1, "a").times(2);
    }

    @Test
    void bulk_rowWithAnError_failsAndTheRestIsNotRun() throws Exception {
        mysql.when(INSERT)
                .reply(ok())
                .thenReply(error(1062, "23000", "Duplicate entry"))
                .thenReply(ok());

        Answer answer = bulk(prepare(INSERT), false, List.of(List.of(1, "a"), List.of(1, "b"), List.of(3, "c")));

        assertThat(answer.errorCode()).isEqualTo(1062);
        assertThat(client.run(new ComStmtExecute(1, false, List.of(4, "d"), List.of()))
                        .ok())
                .isNotNull();
    }

    @Test
    void bulk_rowWithoutAStub_isUnexpected() throws Exception {
        mysql.when(INSERT).withParams(1, "a").reply(ok());

        Answer answer = bulk(prepare(INSERT), false, List.of(List.of(1, "a"), List.of(2, "b")));

        assertThat(answer.errorCode()).isEqualTo(1105);
        assertThat(mysql.unexpected()).singleElement().asString().contains("[2, \"b\"]", "COM_STMT_BULK_EXECUTE");
    }

    @Test
    void bulk_rowsThatReturnRows_makeOneResult() throws Exception {
        String returning = "INSERT INTO t VALUES (?) RETURNING id";
        mysql.when(returning).withParams(1).reply(rows("id INT").row(7));
        mysql.when(returning).withParams(2).reply(rows("id INT").row(8));

        assertThat(bulk(prepare(returning), false, List.of(List.of(1), List.of(2)))
                        .rows())
                .containsExactly(List.of(7), List.of(8));
    }

    @Test
    void bulk_withUnitResults_tellsOfEachRow() throws Exception {
        mysql.when(INSERT).withParams(1, any()).reply(ok().affected(1).insertId(7));
        mysql.when(INSERT).withParams(2, any()).reply(ok().affected(2));

        Answer answer = bulk(prepare(INSERT), true, List.of(List.of(1, "a"), List.of(2, "b")));

        assertThat(answer.rows()).hasToString("[[7, 1], [0, 2]]");
    }

    @Test
    void bulk_notNegotiated_isNoCommand() throws Exception {
        mysql.when(INSERT).reply(ok());
        try (RawClient other = RawClient.login(mysql, CAPABILITIES & ~BULK)) {
            Answer answer = other.run(new ComStmtBulkExecute(1, false, BulkRows.of(List.of(List.of(1, "a")))));

            assertThat(answer.errorCode()).isEqualTo(1047);
        }
    }

    @Test
    void bulk_ofAnUnknownStatement_isAnError() throws Exception {
        assertThat(bulk(99, false, List.of(List.of(1))).errorCode()).isEqualTo(1243);
    }

    // --- the statement prepared last -------------------------------------------------------------------------------

    @Test
    void lastPrepared_isExecutedByItsOwnNumber() throws Exception {
        mysql.when("DO ?").reply(ok().affected(1));
        mysql.when(INSERT).reply(ok().affected(2));
        prepare("DO ?");
        prepare(INSERT);

        assertThat(client.run(new ComStmtExecute(LAST_PREPARED, false, List.of(1, "a"), List.of()))
                        .ok()
                        .affectedRows())
                .isEqualTo(2);
        assertThat(bulk(LAST_PREPARED, false, List.of(List.of(1, "a"))).ok().affectedRows())
                .isEqualTo(2);
    }

    @Test
    void lastPrepared_afterAPrepareThatFailed_isUnknown() throws Exception {
        mysql.when(INSERT).reply(ok());
        mysql.when("SELEC ?").onPrepare(error(1064, "42000", "syntax"));
        prepare(INSERT);
        client.run(new ComStmtPrepare("SELEC ?"));

        assertThat(client.run(new ComStmtExecute(LAST_PREPARED, false, List.of(1, "a"), List.of()))
                        .errorCode())
                .isEqualTo(1243);
    }

    @Test
    void lastPrepared_onMySql_isUnknown() throws Exception {
        try (FakeMySqlServer other = FakeMySqlServer.socket();
                RawClient own = RawClient.login(other)) {
            other.when("DO 1").reply(ok());
            own.send(new ComStmtPrepare("DO 1"));
            own.read();

            assertThat(own.run(new ComStmtExecute(LAST_PREPARED, false, List.of(), List.of()))
                            .errorCode())
                    .isEqualTo(1243);
        }
    }
}
